package org.millrace.jobs.config.keys;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.millrace.jobs.config.ConfigKey;
import org.millrace.jobs.config.Rule;
import org.millrace.jobs.config.Section;

/** The rules of what is read and written: windows, the test, topics and delivery. */
final class StreamRules {

    static final List<Rule> ALL =
            List.of(StreamRules::window, StreamRules::test, StreamRules::topics, StreamRules::delivery);

    private StreamRules() {}

    private static void window(Section config) {
        int every = config.get(HoldOutKeys.VALIDATION_EVERY);
        config.require(
                config.get(HoldOutKeys.VALIDATION_WINDOW) < every,
                HoldOutKeys.VALIDATION_WINDOW,
                "must be smaller than " + HoldOutKeys.VALIDATION_EVERY + " (" + every + ")");
    }

    /** A test topic makes the default or preset fraction void, but a user who asks for both has to decide. */
    private static void test(Section config) {
        if (config.get(HoldOutKeys.TEST_TOPIC).isEmpty() || config.get(HoldOutKeys.TEST_FRACTION) == 0) {
            return;
        }
        if (config.isByUser(HoldOutKeys.TEST_FRACTION)) {
            throw config.wrongAt(
                    HoldOutKeys.TEST_FRACTION,
                    HoldOutKeys.TEST_FRACTION + " and " + HoldOutKeys.TEST_TOPIC
                            + " exclude each other; remove one or set " + HoldOutKeys.TEST_FRACTION + " to 0");
        }
        config.imply(HoldOutKeys.TEST_FRACTION, "0");
    }

    private static void topics(Section config) {
        Map<String, ConfigKey<String>> seen = new HashMap<>();
        for (ConfigKey<String> key : List.of(
                KafkaKeys.EXAMPLES_TOPIC,
                KafkaKeys.EVALUATIONS_TOPIC,
                KafkaKeys.DEAD_LETTERS_TOPIC,
                HoldOutKeys.TEST_TOPIC)) {
            String topic = config.get(key);
            ConfigKey<String> other = topic.isEmpty() ? null : seen.put(topic, key);
            config.require(other == null, key, "must not be the same topic as " + other);
        }
    }

    /** Kafka drops a transaction that is older than its timeout, and with it what was written since the checkpoint before. */
    private static void delivery(Section config) {
        if (config.get(KafkaKeys.DELIVERY) == Delivery.AT_LEAST_ONCE) {
            return;
        }
        Duration timeout = Duration.ofMillis(config.get(KafkaKeys.TRANSACTION_TIMEOUT));
        Duration longest = config.get(FlinkKeys.CHECKPOINT_INTERVAL).plus(config.get(FlinkKeys.CHECKPOINT_TIMEOUT));
        config.require(
                longest.compareTo(timeout) < 0,
                KafkaKeys.DELIVERY,
                "needs " + FlinkKeys.CHECKPOINT_INTERVAL + " and " + FlinkKeys.CHECKPOINT_TIMEOUT + " together below "
                        + KafkaKeys.TRANSACTION_TIMEOUT + " (" + timeout.toMinutes() + "min)");
    }
}
