package org.millrace.jobs.config.keys;

import static org.millrace.jobs.config.ConfigKey.optional;
import static org.millrace.jobs.config.ValueType.trueOrFalse;
import static org.millrace.jobs.config.ValueType.wholeNumber;

import java.util.List;
import org.millrace.jobs.config.ConfigKey;

/** The keys of the quickstart's own Kafka and of the dataset that is written to it. */
public final class QuickstartKeys {

    public static final ConfigKey<Integer> KAFKA_PORT = optional(
                    "quickstart.kafka-port", wholeNumber(0, PortRange.GREATEST), "0")
            .meaning("Port of the quickstart's own Kafka; 0 = any free port");
    public static final ConfigKey<Integer> PARTITIONS = optional("quickstart.partitions", wholeNumber(1, 1_000), "1")
            .meaning("Partitions of the quickstart's topic of examples");
    public static final ConfigKey<Boolean> SHUFFLE = optional("quickstart.shuffle", trueOrFalse(), "true")
            .meaning("Shuffle the dataset, by training.seed, before it is written to the topic");

    static final List<ConfigKey<?>> ALL = List.of(KAFKA_PORT, PARTITIONS, SHUFFLE);

    private QuickstartKeys() {}
}
