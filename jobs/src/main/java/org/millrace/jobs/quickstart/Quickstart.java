package org.millrace.jobs.quickstart;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.JobConfigBuilder;
import org.millrace.jobs.config.keys.HoldOutKeys;
import org.millrace.jobs.config.keys.KafkaKeys;
import org.millrace.jobs.config.keys.Keys;
import org.millrace.jobs.config.keys.QuickstartKeys;
import org.millrace.jobs.config.keys.TrainingKeys;
import org.millrace.jobs.data.Dataset;
import org.millrace.jobs.data.DatasetConfig;
import org.millrace.jobs.flink.TemporaryDirectory;
import org.millrace.jobs.kafka.embedded.EmbeddedKafka;
import org.millrace.jobs.produce.DatasetWriter;
import org.millrace.jobs.produce.Play;
import org.millrace.jobs.watch.Console;

/** A Kafka broker in this process, a data set written to a topic of it, and a configuration that suits both. */
public final class Quickstart {

    private static final String TEST_TOPIC = "examples-test";

    private final Dataset dataset;
    private final Play play;
    private final JobConfig config;
    private final Console console;

    /** The training examples once, see {@link #Quickstart(Dataset, Play, Optional, UnaryOperator, Console)}. */
    public Quickstart(
            Dataset dataset, Optional<Integer> passes, UnaryOperator<JobConfigBuilder> user, Console console) {
        this(dataset, Play.ONCE, passes, user, console);
    }

    /**
     * @param play how the training examples are written to the topic
     * @param passes overrides the number of passes of the configuration
     * @param user puts the user's configuration on top of ours
     * @throws ConfigException if the configuration is wrong
     */
    public Quickstart(
            Dataset dataset,
            Play play,
            Optional<Integer> passes,
            UnaryOperator<JobConfigBuilder> user,
            Console console) {
        this.dataset = requireNonNull(dataset, "dataset");
        this.play = requireNonNull(play, "play");
        this.config = configure(dataset, passes, user);
        this.console = requireNonNull(console, "console");
    }

    private static JobConfig configure(
            Dataset dataset, Optional<Integer> passes, UnaryOperator<JobConfigBuilder> user) {
        Map<String, Object> known = DatasetConfig.known(dataset);
        if (dataset.test().isPresent()) {
            known.put(HoldOutKeys.TEST_TOPIC.name(), TEST_TOPIC);
        }
        JobConfigBuilder builder =
                Keys.builder().preset("presets/" + dataset.preset() + ".yaml").known(known);
        JobConfigBuilder withUsers = user.apply(builder);
        List<String> fromOptions = passes.map(number -> List.of(TrainingKeys.PASSES.name() + "=" + number))
                .orElse(List.of());
        JobConfig config =
                withUsers.set(fromOptions).later(KafkaKeys.BOOTSTRAP_SERVERS).build();
        DatasetConfig.requireFit(dataset, config);
        return config;
    }

    /** What is done with the topic. */
    @FunctionalInterface
    public interface Work {
        /** @param connected the configuration, with the address of the broker */
        void run(JobConfig connected, TemporaryDirectory temporary) throws Exception;
    }

    /** Runs until the work has ended, or this thread is interrupted; leaves nothing behind in either case. */
    public void run(Work work) throws Exception {
        try (TemporaryDirectory temporary = TemporaryDirectory.create("millrace-");
                EmbeddedKafka kafka =
                        EmbeddedKafka.start(temporary.resolve("kafka"), config.get(QuickstartKeys.KAFKA_PORT))) {
            JobConfig connected = config.with(Map.of(KafkaKeys.BOOTSTRAP_SERVERS.name(), kafka.bootstrapServers()));
            produce(kafka, connected);
            work.run(connected, temporary);
        }
    }

    private void produce(EmbeddedKafka kafka, JobConfig connected) throws Exception {
        String examples = connected.get(KafkaKeys.EXAMPLES_TOPIC);
        kafka.createTopic(examples, connected.get(QuickstartKeys.PARTITIONS));
        kafka.createTopic(connected.get(KafkaKeys.EVALUATIONS_TOPIC), 1);
        kafka.createTopic(connected.get(KafkaKeys.DEAD_LETTERS_TOPIC), 1);
        DatasetWriter writer = new DatasetWriter(dataset, connected, console);
        writer.writeTraining(examples, play);
        if (dataset.test().isPresent()) {
            String tests = connected.get(HoldOutKeys.TEST_TOPIC);
            kafka.createTopic(tests, 1);
            writer.write(dataset.test().get(), tests);
        }
    }
}
