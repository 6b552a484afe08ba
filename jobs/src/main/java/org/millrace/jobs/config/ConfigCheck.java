package org.millrace.jobs.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.millrace.model.loss.ClassWeights;
import org.millrace.model.loss.Task;

/** Checks the settings of all layers together: every value by itself, then those that depend on each other. */
final class ConfigCheck {

    private final Map<String, Setting> settings;
    private final Set<ConfigKey<?>> later;
    private final Placeholders placeholders;
    private final Map<String, RawValue> values = new HashMap<>();

    ConfigCheck(Map<String, Setting> settings, Set<ConfigKey<?>> later, Placeholders placeholders) {
        this.settings = settings;
        this.later = later;
        this.placeholders = placeholders;
    }

    /**
     * The values by full dotted name, with their placeholders filled in.
     *
     * @throws ConfigException about the first key, in the order of the catalogue, that is missing or wrong
     */
    Map<String, RawValue> checkedValues() {
        Keys.all().forEach(this::checkValue);
        settings.values().stream()
                .filter(setting -> Keys.isPassedToKafka(setting.key()))
                .forEach(setting -> values.put(setting.key(), filledIn(setting)));
        checkTask();
        checkLoss();
        checkSchedule();
        checkWindow();
        checkTest();
        checkTopics();
        checkDelivery();
        return Map.copyOf(values);
    }

    private void checkValue(ConfigKey<?> key) {
        Setting setting = settings.get(key.name());
        if (setting == null) {
            if (!later.contains(key)) {
                throw new ConfigException(key + " is required; write it in the configuration file or pass --set " + key
                        + "=VALUE (" + key.range() + ")");
            }
            return;
        }
        RawValue value = filledIn(setting);
        try {
            key.parse(value);
        } catch (IllegalArgumentException e) {
            throw wrong(setting, e.getMessage(), e);
        }
        values.put(key.name(), value);
    }

    /** Only the Kafka settings may hold secrets, so only they have placeholders. */
    private RawValue filledIn(Setting setting) {
        if (!Keys.isPassedToKafka(setting.key())) {
            return setting.value();
        }
        try {
            return new RawValue.Scalar(placeholders.fillIn(kafkaText(setting.value())));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(setting.key() + " " + e.getMessage() + where(setting), e);
        }
    }

    /** Kafka writes a list as its items with commas between them. */
    private static String kafkaText(RawValue value) {
        return value instanceof RawValue.Items items ? String.join(",", items.values()) : value.text();
    }

    private void checkTask() {
        // Whoever only asks for the task of a configuration has no classes yet.
        if (values.containsKey(Keys.CLASSES.name())
                && value(Keys.TASK) == Task.CLASSIFICATION
                && value(Keys.CLASSES).size() < 2) {
            throw wrong(settings.get(Keys.CLASSES.name()), "must have at least 2 entries for classification", null);
        }
    }

    private void checkLoss() {
        Task task = value(Keys.TASK);
        LossKind loss = value(LossKeys.LOSS).orOf(task);
        if (!loss.task().equals(Optional.of(task))) {
            throw wrong(
                    settings.get(LossKeys.LOSS.name()),
                    "does not suit " + Keys.TASK + " " + ValueTypes.word(task) + "; it must be auto or one of "
                            + lossesFor(task),
                    null);
        }
        boolean softmax = loss == LossKind.SOFTMAX_CROSS_ENTROPY;
        require(softmax || value(LossKeys.LABEL_SMOOTHING) == 0, LossKeys.LABEL_SMOOTHING, "needs classification");
        ClassWeights weights = value(LossKeys.CLASS_WEIGHTS);
        require(softmax || weights.equals(ClassWeights.NONE), LossKeys.CLASS_WEIGHTS, "needs classification");
        if (!weights.weights().isEmpty() && values.containsKey(Keys.CLASSES.name())) {
            int classes = value(Keys.CLASSES).size();
            require(
                    weights.weights().size() == classes,
                    LossKeys.CLASS_WEIGHTS,
                    "must have one entry for each of the " + classes + " classes");
        }
    }

    private static String lossesFor(Task task) {
        return Arrays.stream(LossKind.values())
                .filter(loss -> loss.task().equals(Optional.of(task)))
                .map(ValueTypes::word)
                .collect(Collectors.joining(", "));
    }

    private void checkSchedule() {
        if (value(Keys.SOURCE_MODE) == SourceMode.LIVE) {
            ScheduleKeys.spanOf(value(ScheduleKeys.SCHEDULE))
                    .ifPresent(key -> require(
                            !value(key).needsPasses(),
                            key,
                            "must be in steps, such as 20000 steps, when " + Keys.SOURCE_MODE + " is live"));
        }
        require(
                !value(ScheduleKeys.REDUCE_ON_PLATEAU) || value(Keys.VALIDATION_WINDOW) > 0,
                ScheduleKeys.REDUCE_ON_PLATEAU,
                "needs validation windows; set " + Keys.VALIDATION_WINDOW + " above 0");
    }

    private void require(boolean condition, ConfigKey<?> key, String problem) {
        if (!condition) {
            throw wrong(settings.get(key.name()), problem, null);
        }
    }

    private void checkWindow() {
        int every = value(Keys.VALIDATION_EVERY);
        if (value(Keys.VALIDATION_WINDOW) >= every) {
            throw wrong(
                    settings.get(Keys.VALIDATION_WINDOW.name()),
                    "must be smaller than " + Keys.VALIDATION_EVERY + " (" + every + ")",
                    null);
        }
    }

    /** A test topic makes the default or preset fraction void, but whoever asks for both has to decide. */
    private void checkTest() {
        if (value(Keys.TEST_TOPIC).isEmpty() || value(Keys.TEST_FRACTION) == 0) {
            return;
        }
        Setting fraction = settings.get(Keys.TEST_FRACTION.name());
        if (fraction.origin().byUser()) {
            throw new ConfigException(Keys.TEST_FRACTION + " and " + Keys.TEST_TOPIC
                    + " exclude each other; remove one or set " + Keys.TEST_FRACTION + " to 0" + where(fraction));
        }
        values.put(Keys.TEST_FRACTION.name(), new RawValue.Scalar("0"));
    }

    private void checkTopics() {
        Map<String, ConfigKey<String>> seen = new HashMap<>();
        for (ConfigKey<String> key :
                List.of(Keys.EXAMPLES_TOPIC, Keys.EVALUATIONS_TOPIC, Keys.DEAD_LETTERS_TOPIC, Keys.TEST_TOPIC)) {
            String topic = value(key);
            Optional<ConfigKey<String>> other = Optional.ofNullable(topic.isEmpty() ? null : seen.put(topic, key));
            if (other.isPresent()) {
                throw wrong(settings.get(key.name()), "must not be the same topic as " + other.get(), null);
            }
        }
    }

    /** Kafka drops a transaction that is older than its timeout, and with it what was written since the checkpoint before. */
    private void checkDelivery() {
        if (value(Keys.DELIVERY) == Delivery.AT_LEAST_ONCE) {
            return;
        }
        RawValue configured = values.get(Keys.KAFKA_PREFIX + "transaction.timeout.ms");
        Duration timeout = configured == null
                ? Keys.TRANSACTION_TIMEOUT
                : Duration.ofMillis(Long.parseLong(configured.text().strip()));
        Duration longest = value(FlinkKeys.CHECKPOINT_INTERVAL).plus(value(FlinkKeys.CHECKPOINT_TIMEOUT));
        require(
                longest.compareTo(timeout) < 0,
                Keys.DELIVERY,
                "needs " + FlinkKeys.CHECKPOINT_INTERVAL + " and " + FlinkKeys.CHECKPOINT_TIMEOUT
                        + " together below kafka.transaction.timeout.ms (" + timeout.toMinutes() + "min)");
    }

    private <T> T value(ConfigKey<T> key) {
        return key.parse(values.get(key.name()));
    }

    static ConfigException wrong(Setting setting, String problem, Exception cause) {
        String shown =
                Secrets.isSecret(setting.key()) ? Secrets.MASK : setting.value().text();
        return new ConfigException(setting.key() + " " + problem + ": " + shown + where(setting), cause);
    }

    private static String where(Setting setting) {
        return " (" + setting.origin().text() + ")";
    }
}
