package org.millrace.jobs.train;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.HoldOutKeys;
import org.millrace.jobs.config.keys.KafkaKeys;

/**
 * The source of the test examples.
 *
 * @param topic the topic that holds them, alone or among the other examples; empty if there is no test
 */
record TestSource(Optional<String> topic) {

    TestSource {
        requireNonNull(topic, "topic");
    }

    /** A topic of their own, if one is configured, else a share of the examples, if that is above 0. */
    static TestSource of(JobConfig config) {
        String own = config.get(HoldOutKeys.TEST_TOPIC);
        if (!own.isEmpty()) {
            return new TestSource(Optional.of(own));
        }
        return new TestSource(Optional.of(config.get(KafkaKeys.EXAMPLES_TOPIC))
                .filter(unused -> config.get(HoldOutKeys.TEST_FRACTION) > 0));
    }

    boolean exists() {
        return topic.isPresent();
    }
}
