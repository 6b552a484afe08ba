package org.millrace.jobs.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the layers of a configuration on top of each other: what is added later wins. The usual order is a preset, what
 * the program knows, the user's file, the user's {@code --set}. Every method throws {@link ConfigException} about the
 * first thing that is wrong with the layer.
 */
public final class JobConfigBuilder {

    private final Catalogue catalogue;
    private final Map<String, Setting> settings;
    private final Set<ConfigKey<?>> later;
    private Placeholders placeholders;

    /** Starts with nothing but the defaults. */
    public JobConfigBuilder(Catalogue catalogue) {
        this(new Layers(catalogue, Map.of(), Set.of(), new Placeholders(Map.of())));
    }

    JobConfigBuilder(Layers layers) {
        catalogue = layers.catalogue();
        settings = new LinkedHashMap<>(layers.settings());
        later = new HashSet<>(layers.later());
        placeholders = layers.placeholders();
    }

    /**
     * Adds the settings of a YAML file that is shipped with the program.
     *
     * @param resource absolute name on the class path, such as {@code presets/digits.yaml}
     * @throws IllegalArgumentException if there is none of that name
     */
    public JobConfigBuilder preset(String resource) {
        try (InputStream stream = JobConfigBuilder.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalArgumentException("no such resource: " + resource);
            }
            return add(YamlReader.file(
                    new String(stream.readAllBytes(), UTF_8), new Origin(resource, false), catalogue::isGroup));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Adds values that the program knows, for example from the data.
     *
     * @param values by full dotted name; a collection is a list, anything else is read from its text
     */
    public JobConfigBuilder known(Map<String, ?> values) {
        values.forEach((key, value) -> add(new Setting(key, RawValue.of(value), Origin.PROGRAM)));
        return this;
    }

    /** Adds the user's YAML file. */
    public JobConfigBuilder file(Path file) {
        try {
            return add(YamlReader.file(Files.readString(file), new Origin(file.toString(), true), catalogue::isGroup));
        } catch (NoSuchFileException e) {
            throw new ConfigException("configuration file not found: " + file, e);
        } catch (CharacterCodingException e) {
            throw new ConfigException("configuration file is not text in UTF-8: " + file, e);
        } catch (IOException e) {
            throw new ConfigException("configuration file cannot be read: " + file, e);
        }
    }

    /**
     * Adds settings of the command line.
     *
     * @param settings each {@code KEY=VALUE}, the value as it would be written in YAML
     */
    public JobConfigBuilder set(List<String> settings) {
        settings.forEach(argument -> add(SetOption.parse(argument)));
        return this;
    }

    /** The variables that {@code ${env:NAME}} stands for; none unless given. */
    public JobConfigBuilder environment(Map<String, String> variables) {
        placeholders = new Placeholders(variables);
        return this;
    }

    /** Required keys that may be missing for now, since {@link JobConfig#with} will give them. */
    public JobConfigBuilder later(ConfigKey<?>... keys) {
        later.addAll(Arrays.asList(keys));
        return this;
    }

    /**
     * Checks everything.
     *
     * @throws ConfigException if a required key is missing or a value is wrong
     */
    public JobConfig build() {
        return new JobConfig(new Layers(catalogue, settings, later, placeholders));
    }

    /**
     * The value of a key that has a default, as far as the layers go and unchecked against other keys.
     *
     * @throws ConfigException if the value is wrong
     */
    public <T> T valueSoFar(ConfigKey<T> key) {
        Setting setting = settings.get(key.name());
        return setting == null ? key.defaultValue().orElseThrow() : key.parse(setting);
    }

    private JobConfigBuilder add(List<Setting> layer) {
        layer.forEach(this::add);
        return this;
    }

    /** A list takes the place of the whole list of an earlier layer; a path into it changes one value of an entry. */
    private void add(Setting setting) {
        String place = setting.origin().text();
        boolean isList = catalogue.lists().stream().anyMatch(list -> list.name().equals(setting.key()));
        if (!catalogue.isKnown(setting.key())) {
            String where = place.startsWith("--") ? " of " + place : " in " + place;
            throw new ConfigException("unknown key " + setting.key() + where + "; " + catalogue.hint(setting.key()));
        }
        if (setting.value() instanceof RawValue.Structures && !isList) {
            throw new ConfigException(place + ": the list " + setting.key() + " may only hold single values");
        }
        if (isList) {
            settings.keySet().removeIf(path -> path.startsWith(setting.key() + "["));
        }
        settings.put(setting.key(), setting);
    }
}
