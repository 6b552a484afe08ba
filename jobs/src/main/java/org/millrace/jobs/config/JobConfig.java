package org.millrace.jobs.config;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The configuration of one run: complete, checked and immutable. It comes from layers, of which a later one wins; see
 * {@link #builder()}.
 */
public final class JobConfig {

    private final Map<String, Setting> settings;
    private final Set<ConfigKey<?>> later;
    private final Placeholders placeholders;
    private final Map<String, RawValue> values;

    /**
     * @param given the settings of all layers, one for each key; the defaults are put below them here
     * @param later required keys that may still be missing
     * @throws ConfigException if a key is missing or has a wrong value
     */
    JobConfig(Collection<Setting> given, Set<ConfigKey<?>> later, Placeholders placeholders) {
        this.settings = withDefaults(given);
        this.later = Set.copyOf(later);
        this.placeholders = placeholders;
        this.values = new ConfigCheck(settings, later, placeholders).checkedValues();
    }

    /** Starts with nothing but the defaults. */
    public static JobConfigBuilder builder() {
        return new JobConfigBuilder();
    }

    /**
     * The value of a key.
     *
     * @throws IllegalStateException if it is a required key that was left for {@link #with} and has no value yet
     */
    public <T> T get(ConfigKey<T> key) {
        RawValue value = values.get(key.name());
        if (value == null) {
            throw new IllegalStateException(key + " is not known yet");
        }
        return key.parse(value);
    }

    /**
     * This configuration with other values for some keys, such as the address of a broker that has started meanwhile.
     *
     * @param known values by full dotted name; a collection is a list, anything else is read from its text
     * @throws ConfigException if a key is unknown or a value is wrong
     */
    public JobConfig with(Map<String, ?> known) {
        JobConfigBuilder builder = new JobConfigBuilder(settings.values(), placeholders).known(known);
        later.forEach(builder::later);
        return builder.build();
    }

    /** The settings for the Kafka clients, placeholders filled in: secrets are in plain text. A new copy each time. */
    public Properties kafkaProperties() {
        Properties properties = new Properties();
        values.forEach((name, value) -> {
            if (Keys.isPassedToKafka(name)) {
                properties.setProperty(name.substring(Keys.KAFKA_PREFIX.length()), value.text());
            }
        });
        return properties;
    }

    /** One line {@code key: value} for each key, as written, with stars for secrets. */
    public String redacted() {
        Set<String> names = new LinkedHashSet<>(Keys.names());
        names.addAll(settings.keySet());
        return names.stream()
                .filter(settings::containsKey)
                .map(name -> name + ": " + redacted(name))
                .collect(Collectors.joining("\n"));
    }

    /** The same as {@link #redacted()}. */
    @Override
    public String toString() {
        return redacted();
    }

    private String redacted(String name) {
        return Secrets.isSecret(name)
                ? Secrets.MASK
                : settings.get(name).value().text();
    }

    private static Map<String, Setting> withDefaults(Collection<Setting> given) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        for (ConfigKey<?> key : Keys.all()) {
            key.defaultValue()
                    .ifPresent(value ->
                            settings.put(key.name(), new Setting(key.name(), value, new Origin("default", false))));
        }
        given.forEach(setting -> settings.put(setting.key(), setting));
        return Collections.unmodifiableMap(settings);
    }
}
