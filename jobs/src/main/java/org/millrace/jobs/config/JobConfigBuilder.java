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
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts the layers of a configuration on top of each other: what is added later wins. The usual order is a preset, what
 * the program knows, the user's file, the user's {@code --set}. Every method throws {@link ConfigException} about the
 * first thing that is wrong with the layer.
 */
public final class JobConfigBuilder {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final Set<ConfigKey<?>> later = new HashSet<>();
    private Placeholders placeholders = new Placeholders(Map.of());

    JobConfigBuilder() {}

    JobConfigBuilder(Collection<Setting> settings, Placeholders placeholders) {
        settings.forEach(this::add);
        this.placeholders = placeholders;
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
            return yaml(new String(stream.readAllBytes(), UTF_8), new Origin(resource, false));
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
        Origin origin = new Origin("set by the program", false);
        values.forEach((key, value) -> add(new Setting(key, RawValue.of(value), origin)));
        return this;
    }

    /** Adds the user's YAML file. */
    public JobConfigBuilder file(Path file) {
        try {
            return yaml(Files.readString(file, UTF_8), new Origin(file.toString(), true));
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
        settings.stream().map(CommandLineSettings::parse).forEach(this::add);
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
        return new JobConfig(settings.values(), later, placeholders);
    }

    /**
     * The value of a key that has a default, as far as the layers go and unchecked against other keys.
     *
     * @throws ConfigException if the value is wrong
     */
    public <T> T valueSoFar(ConfigKey<T> key) {
        Setting setting = settings.get(key.name());
        try {
            return key.parse(setting == null ? key.defaultValue().orElseThrow() : setting.value());
        } catch (IllegalArgumentException e) {
            throw ConfigCheck.wrong(setting, e.getMessage(), e);
        }
    }

    private JobConfigBuilder yaml(String text, Origin origin) {
        String withoutMark = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        YamlSettings.parse(withoutMark, origin).forEach(this::add);
        return this;
    }

    private void add(Setting setting) {
        if (!Keys.isKnown(setting.key())) {
            throw unknown(setting);
        }
        settings.put(setting.key(), setting);
    }

    private static ConfigException unknown(Setting setting) {
        String key = setting.key();
        String place = setting.origin().text();
        String hint = Optional.of(key)
                .filter(name -> !Keys.isGroup(name))
                .flatMap(name -> NearestKey.to(name, Keys.names()))
                .map(nearest -> "did you mean " + nearest + "?")
                .orElseGet(() -> "known are " + String.join(", ", siblings(key)));
        String where = place.startsWith("--") ? " of " + place : " in " + place;
        return new ConfigException("unknown key " + key + where + "; " + hint);
    }

    /** The keys of the same group, or the groups if even that is unknown. */
    private static Collection<String> siblings(String key) {
        String group = key.replaceFirst("\\..*", "") + ".";
        Collection<String> siblings =
                Keys.names().stream().filter(name -> name.startsWith(group)).toList();
        if (!siblings.isEmpty()) {
            return siblings;
        }
        Collection<String> groups = new TreeSet<>();
        Keys.names().forEach(name -> groups.add(name.replaceFirst("\\..*", ".*")));
        return groups;
    }
}
