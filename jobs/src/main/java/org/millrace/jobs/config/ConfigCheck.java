package org.millrace.jobs.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        checkWindow();
        checkTest();
        checkTopics();
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

    private <T> T value(ConfigKey<T> key) {
        return key.parse(values.get(key.name()));
    }

    private static ConfigException wrong(Setting setting, String problem, Exception cause) {
        String shown =
                Secrets.isSecret(setting.key()) ? Secrets.MASK : setting.value().text();
        return new ConfigException(setting.key() + " " + problem + ": " + shown + where(setting), cause);
    }

    private static String where(Setting setting) {
        return " (" + setting.origin().text() + ")";
    }
}
