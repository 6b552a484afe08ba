package org.millrace.jobs.config.keys;

import static org.millrace.jobs.config.ConfigKey.optional;
import static org.millrace.jobs.config.ConfigKey.required;
import static org.millrace.jobs.config.ValueType.oneOf;
import static org.millrace.jobs.config.ValueType.text;
import static org.millrace.jobs.config.ValueType.trueOrFalse;
import static org.millrace.jobs.config.ValueType.wholeNumber;

import java.util.List;
import java.util.regex.Pattern;
import org.millrace.jobs.config.ConfigKey;

/** The keys of what is read from Kafka and written to it. */
public final class KafkaKeys {

    /** What happens when records that were to be read have fallen out of the retention of their topic. */
    public enum OnLostRecords {
        /** The job ends, and its last checkpoint is kept. */
        FAIL,
        /** The job goes on with what is left, and counts the others as lost. */
        SKIP
    }

    /** Settings below this are passed on to the Kafka clients, without the prefix. */
    static final String PREFIX = "kafka.";

    static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");
    private static final Pattern SERVERS = Pattern.compile("[^\\s,]+:\\d{1,5}(\\s*,\\s*[^\\s,]+:\\d{1,5})*");

    public static final ConfigKey<SourceMode> SOURCE_MODE = optional("source.mode", oneOf(SourceMode.class), "passes")
            .meaning(
                    "passes: read the records that the topic holds at the start of the job, training.passes times; live: follow the topic without end");
    public static final ConfigKey<Boolean> STAY_OPEN = optional("source.stay-open", trueOrFalse(), "false")
            .meaning(
                    "Keep the job running after the last pass and the test, so that its meters remain visible (source.mode passes)");
    public static final ConfigKey<OnLostRecords> ON_LOST_RECORDS = optional(
                    "source.on-lost-records", oneOf(OnLostRecords.class), "fail")
            .meaning(
                    "When records that were to be read have fallen out of the retention of their topic: fail ends the job; skip resumes with what is left, and counts the others as lost");
    public static final ConfigKey<String> EXAMPLES_TOPIC = optional(
                    "topics.examples", text("a topic name", TOPIC), "examples")
            .meaning("Topic of the labelled examples");
    public static final ConfigKey<String> EVALUATIONS_TOPIC = optional(
                    "topics.evaluations", text("a topic name", TOPIC), "evaluations")
            .meaning("Topic that the evaluations are written to: loss, accuracy and confusion matrix");
    public static final ConfigKey<String> DEAD_LETTERS_TOPIC = optional(
                    "topics.dead-letters", text("a topic name", TOPIC), "dead-letters")
            .meaning("Topic that records which are not examples are written to, each with the reason");
    public static final ConfigKey<Delivery> DELIVERY = optional(
                    "topics.delivery", oneOf(Delivery.class), "at-least-once")
            .meaning(
                    "After a failure a record may be written again, under the same key (at-least-once), or not (exactly-once: in Kafka transactions, visible to read_committed with each checkpoint)");
    public static final ConfigKey<String> BOOTSTRAP_SERVERS = required(
                    PREFIX + "bootstrap.servers", text("host:port, host:port, ...", SERVERS))
            .meaning(
                    "Addresses of the Kafka brokers; every other kafka.* key (SASL, SSL, tuning) is passed to the Kafka clients unchanged, with ${env:NAME} and ${file:/path} filled in");
    public static final ConfigKey<Integer> TRANSACTION_TIMEOUT = optional(
                    PREFIX + "transaction.timeout.ms", wholeNumber(1, Integer.MAX_VALUE), "900000")
            .meaning(
                    "Milliseconds after which a broker aborts a transaction of topics.delivery exactly-once; more than the default must be allowed by its transaction.max.timeout.ms");

    static final List<ConfigKey<?>> ALL = List.of(
            SOURCE_MODE,
            STAY_OPEN,
            ON_LOST_RECORDS,
            EXAMPLES_TOPIC,
            EVALUATIONS_TOPIC,
            DEAD_LETTERS_TOPIC,
            DELIVERY,
            BOOTSTRAP_SERVERS,
            TRANSACTION_TIMEOUT);

    private KafkaKeys() {}
}
