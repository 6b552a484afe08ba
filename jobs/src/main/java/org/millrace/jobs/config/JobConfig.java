package org.millrace.jobs.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The configuration of one run: complete, checked and immutable. It comes from layers, of which a later one wins; see
 * {@link JobConfigBuilder}.
 */
public final class JobConfig implements Values {

    private final Catalogue catalogue;
    private final Map<String, Setting> settings;
    private final Set<ConfigKey<?>> later;
    private final Placeholders placeholders;
    private final Map<String, Object> values;
    private final Map<String, String> passedOn;

    /**
     * @param settings what all layers give, by path
     * @param later required keys that may still be missing
     * @throws ConfigException if a key is missing or has a wrong value
     */
    JobConfig(Catalogue catalogue, Map<String, Setting> settings, Set<ConfigKey<?>> later, Placeholders placeholders) {
        this.catalogue = catalogue;
        this.settings = new LinkedHashMap<>(settings);
        this.later = Set.copyOf(later);
        this.placeholders = placeholders;
        ConfigCheck check = new ConfigCheck(catalogue, settings, later, placeholders);
        this.values = check.values();
        this.passedOn = check.passedOn();
    }

    @Override
    public <T> T get(ConfigKey<T> key) {
        return section("").get(key);
    }

    /** The entries of a list of structures; none if it was not given. */
    public <T> List<T> get(StructureList<T> list) {
        return IntStream.range(0, (Integer) values.get(list.name()))
                .mapToObj(index -> list.reader().apply(section(list.prefix(index))))
                .toList();
    }

    /**
     * This configuration with other values for some keys, such as the address of a broker that has started meanwhile.
     *
     * @param known values by full dotted name; a collection is a list, anything else is read from its text
     * @throws ConfigException if a key is unknown or a value is wrong
     */
    public JobConfig with(Map<String, ?> known) {
        return new JobConfigBuilder(catalogue, settings, later, placeholders)
                .known(known)
                .build();
    }

    /** The settings for the Kafka clients, placeholders filled in: secrets are in plain text. A new copy each time. */
    public Properties kafkaProperties() {
        Properties properties = new Properties();
        passedOn.forEach((path, text) ->
                properties.setProperty(path.substring(catalogue.passedOn().length()), text));
        return properties;
    }

    /** One line {@code key: value} for each key, as written, with stars for secrets. */
    public String redacted() {
        Map<String, Setting> shown = new LinkedHashMap<>();
        catalogue.keys().stream()
                .filter(key -> key.defaultText().isPresent() || settings.containsKey(key.name()))
                .forEach(key -> shown.put(
                        key.name(),
                        settings.containsKey(key.name()) ? settings.get(key.name()) : key.defaultAt(key.name())));
        shown.putAll(settings);
        return shown.values().stream()
                .map(setting -> setting.key() + ": " + setting.shown())
                .collect(Collectors.joining("\n"));
    }

    /** The same as {@link #redacted()}. */
    @Override
    public String toString() {
        return redacted();
    }

    private Section section(String prefix) {
        return new Section(settings, values, passedOn, prefix);
    }
}
