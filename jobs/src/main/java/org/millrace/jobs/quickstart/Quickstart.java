package org.millrace.jobs.quickstart;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.JobConfigBuilder;
import org.millrace.jobs.config.Keys;
import org.millrace.jobs.data.Dataset;
import org.millrace.jobs.data.Dataset.Part;
import org.millrace.jobs.kafka.EmbeddedKafka;
import org.millrace.jobs.local.Console;
import org.millrace.jobs.local.LocalTraining;
import org.millrace.jobs.local.TemporaryDirectory;

/**
 * Runs the training job from beginning to end in this process: a Kafka broker and a Flink cluster of its own, a data
 * set written to a topic, the same topology as on a cluster.
 */
public final class Quickstart {

    private static final String TEST_TOPIC = "examples-test";

    private final Dataset dataset;
    private final JobConfig config;
    private final Optional<Path> summary;
    private final Console console;

    /**
     * @param passes overrides the number of passes of the configuration
     * @param user puts the user's configuration on top of ours
     * @param summary where to write the result as JSON
     * @throws ConfigException if the configuration is wrong, or the summary cannot be written
     */
    public Quickstart(
            Dataset dataset,
            Optional<Integer> passes,
            UnaryOperator<JobConfigBuilder> user,
            Optional<Path> summary,
            Console console) {
        this.dataset = requireNonNull(dataset, "dataset");
        this.config = configure(dataset, passes, user);
        this.summary = requireNonNull(summary, "summary");
        this.console = requireNonNull(console, "console");
        summary.ifPresent(LocalTraining::requireWritable);
    }

    private static JobConfig configure(
            Dataset dataset, Optional<Integer> passes, UnaryOperator<JobConfigBuilder> user) {
        Map<String, Object> known = new LinkedHashMap<>();
        known.put(Keys.MODEL_NAME.name(), dataset.name());
        known.put(Keys.FEATURES.name(), dataset.features());
        known.put(Keys.CLASSES.name(), dataset.classes());
        if (dataset.test().isPresent()) {
            known.put(Keys.TEST_TOPIC.name(), TEST_TOPIC);
        }
        JobConfigBuilder builder = JobConfig.builder()
                .preset("presets/" + dataset.preset() + ".yaml")
                .known(known);
        JobConfigBuilder withUsers = user.apply(builder);
        List<String> fromOptions =
                passes.map(number -> List.of(Keys.PASSES.name() + "=" + number)).orElse(List.of());
        return withUsers.set(fromOptions).later(Keys.BOOTSTRAP_SERVERS).build();
    }

    /** Runs until the job has ended, or this thread is interrupted; leaves nothing behind in either case. */
    public void run() throws Exception {
        try (TemporaryDirectory temporary = TemporaryDirectory.create("millrace-");
                EmbeddedKafka kafka = EmbeddedKafka.start(temporary.resolve("kafka"), config.get(Keys.KAFKA_PORT))) {
            JobConfig connected = config.with(Map.of(Keys.BOOTSTRAP_SERVERS.name(), kafka.bootstrapServers()));
            produce(kafka, connected);
            new LocalTraining(connected, console, summary).run(temporary.resolve("flink"));
        }
    }

    private void produce(EmbeddedKafka kafka, JobConfig connected) throws Exception {
        String examples = connected.get(Keys.EXAMPLES_TOPIC);
        kafka.createTopic(examples, connected.get(Keys.PARTITIONS));
        kafka.createTopic(connected.get(Keys.EVALUATIONS_TOPIC), 1);
        kafka.createTopic(connected.get(Keys.DEAD_LETTERS_TOPIC), 1);
        Part training = connected.get(Keys.SHUFFLE)
                ? dataset.training().shuffled(connected.get(Keys.SEED))
                : dataset.training();
        try (ExampleProducer producer = new ExampleProducer(dataset, connected.kafkaProperties())) {
            write(producer, training, examples);
            if (dataset.test().isPresent()) {
                String tests = connected.get(Keys.TEST_TOPIC);
                kafka.createTopic(tests, 1);
                write(producer, dataset.test().get(), tests);
            }
        }
    }

    private void write(ExampleProducer producer, Part part, String topic) throws Exception {
        console.status(String.format(Locale.ROOT, "Writing %,d examples to topic %s …", part.size(), topic));
        producer.produce(part, topic);
        console.print(
                String.format(Locale.ROOT, "Wrote %,d examples of %s to topic %s", part.size(), dataset.name(), topic));
    }
}
