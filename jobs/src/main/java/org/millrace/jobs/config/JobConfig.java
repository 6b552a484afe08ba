package org.millrace.jobs.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The configuration of one run: complete, checked and immutable. It comes from layers, of which a later one wins; see
 * {@link JobConfigBuilder}.
 */
public final class JobConfig implements Values {

    private final Layers layers;
    private final Section values;
    private final Map<String, String> passedOn;

    /** @throws ConfigException if a key is missing or has a wrong value */
    JobConfig(Layers layers) {
        this.layers = layers;
        values = ConfigCheck.of(layers);
        passedOn = layers.passedOn();
    }

    @Override
    public <T> T get(ConfigKey<T> key) {
        return values.get(key);
    }

    /** Whether a word stands in the place of a list of structures. */
    public boolean isWord(StructureList<?> list) {
        return Optional.ofNullable(layers.settings().get(list.name()))
                .filter(setting -> list.isWord(setting.value()))
                .isPresent();
    }

    /** The entries of a list of structures; none if it was not given. */
    public <T> List<T> get(StructureList<T> list) {
        return IntStream.range(0, ConfigCheck.sizeOf(list, layers.settings()))
                .mapToObj(index -> list.reader().apply(values.entry(list.prefix(index))))
                .toList();
    }

    /**
     * This configuration with other values for some keys, such as the address of a broker that has started meanwhile.
     *
     * @param known values by full dotted name; a collection is a list, anything else is read from its text
     * @throws ConfigException if a key is unknown or a value is wrong
     */
    public JobConfig with(Map<String, ?> known) {
        return new JobConfigBuilder(layers).known(known).build();
    }

    /** The settings for the Kafka clients, placeholders filled in: secrets are in plain text. A new copy each time. */
    public Properties kafkaProperties() {
        int prefix = layers.catalogue().passedOn().length();
        Properties properties = new Properties();
        passedOn.forEach((path, text) -> properties.setProperty(path.substring(prefix), text));
        return properties;
    }

    /** The value of every key that has one, given or not, as it would be written in a file, with stars for secrets. */
    public Map<String, String> shown() {
        Map<String, String> shown = new LinkedHashMap<>();
        for (ConfigKey<?> key : layers.catalogue().keys()) {
            if (values.find(key).isPresent()) {
                shown.put(key.name(), values.setting(key).shown());
            }
        }
        // Entries of lists, and what is passed on.
        layers.settings().forEach((path, setting) -> shown.putIfAbsent(path, setting.shown()));
        return shown;
    }

    /** {@link #shown()}, a line {@code key: value} for each. */
    public String redacted() {
        return shown().entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** The same as {@link #redacted()}. */
    @Override
    public String toString() {
        return redacted();
    }
}
