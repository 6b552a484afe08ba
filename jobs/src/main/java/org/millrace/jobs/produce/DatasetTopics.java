package org.millrace.jobs.produce;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.JobConfigBuilder;
import org.millrace.jobs.config.keys.HoldOutKeys;
import org.millrace.jobs.config.keys.KafkaKeys;
import org.millrace.jobs.config.keys.Keys;
import org.millrace.jobs.config.keys.QuickstartKeys;
import org.millrace.jobs.data.Dataset;
import org.millrace.jobs.data.DatasetConfig;
import org.millrace.jobs.kafka.Topics;
import org.millrace.jobs.watch.Console;

/** The topics of a training job in a Kafka of the user's own, made where they are missing and filled with a data set. */
public final class DatasetTopics {

    private final Dataset dataset;
    private final JobConfig config;
    private final Console console;

    /**
     * @param user puts the user's configuration on top of the data set's own settings
     * @throws ConfigException if the configuration is wrong or does not fit the data set
     */
    public DatasetTopics(Dataset dataset, UnaryOperator<JobConfigBuilder> user, Console console) {
        this.dataset = requireNonNull(dataset, "dataset");
        this.console = requireNonNull(console, "console");
        this.config =
                user.apply(Keys.builder().known(DatasetConfig.known(dataset))).build();
        DatasetConfig.requireFit(dataset, config);
    }

    /**
     * Writes the data set to the topic of examples, and its own test part, if it has one, to the topic of test examples,
     * if one is configured, the latter first: the former may be without end.
     *
     * @param onlyIfEmpty skips topics that already contain records
     * @throws ConfigException if the broker cannot be reached or does not let us
     */
    public void fill(boolean onlyIfEmpty, Play play) throws InterruptedException, ExecutionException {
        Set<String> created = createMissing();
        DatasetWriter writer = new DatasetWriter(dataset, config, console);
        if (writesTest()) {
            String tests = config.get(HoldOutKeys.TEST_TOPIC);
            if (isToBeFilled(tests, onlyIfEmpty || play.resume(), created)) {
                writer.write(dataset.test().orElseThrow(), tests);
            }
        } else if (dataset.test().isPresent()) {
            console.print("The test part of " + dataset.name() + " was left out: set " + HoldOutKeys.TEST_TOPIC
                    + " to write it");
        }
        String examples = config.get(KafkaKeys.EXAMPLES_TOPIC);
        if (isToBeFilled(examples, onlyIfEmpty, created)) {
            writer.writeTraining(examples, play);
        }
    }

    private Set<String> createMissing() throws InterruptedException {
        Map<String, Integer> partitions = new LinkedHashMap<>();
        partitions.put(config.get(KafkaKeys.EXAMPLES_TOPIC), config.get(QuickstartKeys.PARTITIONS));
        partitions.put(config.get(KafkaKeys.EVALUATIONS_TOPIC), 1);
        partitions.put(config.get(KafkaKeys.DEAD_LETTERS_TOPIC), 1);
        if (writesTest()) {
            partitions.put(config.get(HoldOutKeys.TEST_TOPIC), 1);
        }
        Set<String> created = Topics.createMissing(config, partitions);
        created.forEach(topic -> {
            int count = partitions.get(topic);
            console.print("Created topic " + topic + " with " + count + (count == 1 ? " partition" : " partitions"));
        });
        return created;
    }

    private boolean writesTest() {
        return dataset.test().isPresent() && !config.get(HoldOutKeys.TEST_TOPIC).isEmpty();
    }

    private boolean isToBeFilled(String topic, boolean onlyIfEmpty, Set<String> created) throws InterruptedException {
        if (!onlyIfEmpty || created.contains(topic) || Topics.isEmpty(config, topic)) {
            return true;
        }
        console.print("Topic " + topic + " holds records already; nothing was written to it");
        return false;
    }
}
