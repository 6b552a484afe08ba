package org.millrace.jobs.config;

import static org.millrace.jobs.config.ValueTypes.distinct;
import static org.millrace.jobs.config.ValueTypes.durationOrNone;
import static org.millrace.jobs.config.ValueTypes.listOf;
import static org.millrace.jobs.config.ValueTypes.longNumber;
import static org.millrace.jobs.config.ValueTypes.oneOf;
import static org.millrace.jobs.config.ValueTypes.realNumber;
import static org.millrace.jobs.config.ValueTypes.text;
import static org.millrace.jobs.config.ValueTypes.trueOrFalse;
import static org.millrace.jobs.config.ValueTypes.wholeNumber;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.millrace.model.loss.Task;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Initialization;
import org.millrace.model.scaling.Scaling;

/**
 * The catalogue of configuration keys: every name, default, range and meaning is written here or in {@link OptimizerKeys},
 * {@link LossKeys}, {@link ScheduleKeys}, {@link FlinkKeys} and {@link MetricsKeys}, and only there.
 */
public final class Keys {

    /** Keys below this are passed on to the Kafka clients, without the prefix. */
    static final String KAFKA_PREFIX = "kafka.";

    /** Of Kafka transactions unless configured: the longest that a broker allows by default. */
    public static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

    /** Filled while this class is initialised, in the order of the constants below, and never after. */
    private static final List<ConfigKey<?>> CATALOGUE = new ArrayList<>();

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final Pattern CLASS_NAME = Pattern.compile("\\S(.*\\S)?");
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");
    private static final Pattern TOPIC_OR_NONE = Pattern.compile("|" + TOPIC.pattern());
    private static final Pattern SERVERS = Pattern.compile("[^\\s,]+:\\d{1,5}(\\s*,\\s*[^\\s,]+:\\d{1,5})*");

    public static final ConfigKey<String> MODEL_NAME = optional(
            "model.name",
            text("1 to 100 of A-Z a-z 0-9 . _ -", NAME),
            "millrace",
            "Name of the model; its state and its evaluations carry it");
    public static final ConfigKey<Integer> FEATURES = required(
            "model.features",
            wholeNumber(1, 1_000_000),
            "How many features an example has: the number of inputs of the network");
    public static final ConfigKey<Task> TASK = optional(
            "model.task",
            oneOf(Task.class),
            "classification",
            "What the network learns: one class per example, any number of classes per example (multi-label), or numbers (regression)");
    public static final ConfigKey<List<String>> CLASSES = required(
            "model.classes",
            distinct("list of different names, 2 or more for classification", text("a name", CLASS_NAME), 1),
            "The classes to tell apart, in the order of their labels 0, 1, 2, ...: one output of the network each; for regression the names of the numbers to predict");
    public static final ConfigKey<List<Integer>> HIDDEN_LAYERS = optional(
            "model.hidden-layers",
            listOf("list of 1..65536, may be empty", wholeNumber(1, 65_536)),
            "[64]",
            "Perceptrons in each hidden layer, from inputs to outputs; none, [], makes a softmax regression");
    public static final ConfigKey<Activation> ACTIVATION = optional(
            "model.activation",
            oneOf(Activation.class),
            "relu",
            "The non-linear activation of the hidden layers (identity leaves them linear)");
    public static final ConfigKey<Initialization> INITIALIZATION = optional(
            "model.initialization",
            oneOf(Initialization.class),
            "he",
            "How the first weights are drawn: he suits relu and its relatives, xavier suits tanh and sigmoid; zeros and constant are for networks without hidden layers");
    public static final ConfigKey<Scaling> SCALING = optional(
            "model.scaling",
            oneOf(Scaling.class),
            "standardize",
            "Bring every feature to mean 0 and variance 1 (standardize) or into 0..1 (min-max), by running statistics over the training examples");
    public static final ConfigKey<Double> DROPOUT = optional(
            "model.dropout",
            realNumber("[0, 1)"),
            "0",
            "Share of the hidden perceptrons that sit out each training step, at random, against overfitting");

    public static final ConfigKey<Integer> PASSES = optional(
            "training.passes",
            wholeNumber(1, 100_000),
            "1",
            "How many times the training examples are gone through; a pass is an epoch (source.mode passes)");
    public static final ConfigKey<Integer> BATCH_SIZE = optional(
            "training.batch-size",
            wholeNumber(1, 65_536),
            "64",
            "Examples in a mini-batch: the weights change once for each");
    public static final ConfigKey<Optional<Duration>> BATCH_MAX_AGE = optional(
            "training.batch-max-age",
            durationOrNone(),
            "none",
            "Close a mini-batch that is not full when the partition's timestamps have moved this far past its first example, so that slow topics learn, too");
    public static final ConfigKey<BatchOrder> ORDER = optional(
            "training.order",
            oneOf(BatchOrder.class),
            "arrival",
            "How the mini-batches of several partitions follow each other: as they arrive, or by timestamp (event-time), which gives the same model in every run but waits for the slowest partition");
    public static final ConfigKey<Optional<Duration>> IDLE_TIMEOUT = optional(
            "training.idle-timeout",
            durationOrNone(),
            "none",
            "After this long without a record, by the clock, close a partition's mini-batch and let no other partition wait for it; the model then depends on when examples came");
    public static final ConfigKey<Long> SEED = optional(
            "training.seed",
            longNumber(),
            "42",
            "Where the random numbers start: the same seed on the same data gives the same model");

    static {
        CATALOGUE.addAll(OptimizerKeys.all());
        CATALOGUE.addAll(LossKeys.all());
        CATALOGUE.addAll(ScheduleKeys.all());
    }

    public static final ConfigKey<Integer> VALIDATION_EVERY = optional(
            "validation.every",
            wholeNumber(2, 10_000_000),
            "1000",
            "Of every so many consecutive examples of a partition ...");
    public static final ConfigKey<Integer> VALIDATION_WINDOW = optional(
            "validation.window",
            wholeNumber(0, 65_536),
            "100",
            "... the last so many are a validation window: never trained on, they show the validation loss and overfitting; 0 = none; smaller than validation.every");

    public static final ConfigKey<Double> TEST_FRACTION = optional(
            "test.fraction",
            realNumber("[0, 0.9]"),
            "0.1",
            "Share of the examples kept apart as the test dataset, for the independent evaluation after training; 0 = none");
    public static final ConfigKey<TestSelection> TEST_BY = optional(
            "test.by",
            oneOf(TestSelection.class),
            "place",
            "What decides that an example belongs to the test dataset: its place (partition and offset) or its id");
    public static final ConfigKey<String> TEST_TOPIC = optional(
            "test.topic",
            text("a topic name, or empty", TOPIC_OR_NONE),
            "",
            "A topic of test examples, instead of test.fraction; empty = none");

    public static final ConfigKey<SourceMode> SOURCE_MODE = optional(
            "source.mode",
            oneOf(SourceMode.class),
            "passes",
            "passes: read what the topic holds when the job starts, training.passes times; live: follow the topic for ever");
    public static final ConfigKey<Boolean> STAY_OPEN = optional(
            "source.stay-open",
            trueOrFalse(),
            "false",
            "Let the job stay after the last pass and the test, with nothing more to read, so that its meters stay to be seen (source.mode passes)");

    public static final ConfigKey<String> EXAMPLES_TOPIC = optional(
            "topics.examples", text("a topic name", TOPIC), "examples", "The topic of labelled examples to learn from");
    public static final ConfigKey<String> EVALUATIONS_TOPIC = optional(
            "topics.evaluations",
            text("a topic name", TOPIC),
            "evaluations",
            "The topic that the evaluations are written to: loss, accuracy and confusion matrix");
    public static final ConfigKey<String> DEAD_LETTERS_TOPIC = optional(
            "topics.dead-letters",
            text("a topic name", TOPIC),
            "dead-letters",
            "The topic for records that are not examples, each with the reason");

    public static final ConfigKey<Delivery> DELIVERY = optional(
            "topics.delivery",
            oneOf(Delivery.class),
            "at-least-once",
            "After a failure a record may be written again, under the same key (at-least-once), or not (exactly-once: in Kafka transactions, visible to read_committed with each checkpoint)");

    public static final ConfigKey<String> BOOTSTRAP_SERVERS = required(
            "kafka.bootstrap.servers",
            text("host:port, host:port, ...", SERVERS),
            "Where Kafka is; every other kafka.* key (SASL, SSL, tuning) goes to the Kafka clients as it is, ${env:NAME} and ${file:/path} filled in");

    static {
        CATALOGUE.addAll(FlinkKeys.all());
        CATALOGUE.addAll(MetricsKeys.all());
    }

    public static final ConfigKey<Integer> KAFKA_PORT = optional(
            "quickstart.kafka-port",
            wholeNumber(0, 65_535),
            "0",
            "Port of the quickstart's own Kafka; 0 = any free port");
    public static final ConfigKey<Integer> PARTITIONS = optional(
            "quickstart.partitions", wholeNumber(1, 1_000), "1", "Partitions of the quickstart's topic of examples");
    public static final ConfigKey<Boolean> SHUFFLE = optional(
            "quickstart.shuffle",
            trueOrFalse(),
            "true",
            "Shuffle the dataset, by training.seed, before it is written to the topic");

    private Keys() {}

    /** All keys, in the order in which they are documented. */
    public static List<ConfigKey<?>> all() {
        return List.copyOf(CATALOGUE);
    }

    /** Whether a setting of this name may be given: it is in the catalogue, or passed on to Kafka. */
    static boolean isKnown(String name) {
        return isPassedToKafka(name) || names().contains(name);
    }

    /** Whether this is the first part of the names of some keys, such as {@code training}. */
    static boolean isGroup(String name) {
        return names().stream().anyMatch(key -> key.startsWith(name + "."));
    }

    static boolean isPassedToKafka(String name) {
        return name.startsWith(KAFKA_PREFIX) && name.length() > KAFKA_PREFIX.length();
    }

    static List<String> names() {
        return CATALOGUE.stream().map(ConfigKey::name).toList();
    }

    private static <T> ConfigKey<T> required(String name, ValueType<T> type, String meaning) {
        return listed(ConfigKey.required(name, type, meaning));
    }

    private static <T> ConfigKey<T> optional(String name, ValueType<T> type, String defaultValue, String meaning) {
        return listed(ConfigKey.optional(name, type, defaultValue, meaning));
    }

    private static <T> ConfigKey<T> listed(ConfigKey<T> key) {
        CATALOGUE.add(key);
        return key;
    }
}
