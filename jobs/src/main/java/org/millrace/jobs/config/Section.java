package org.millrace.jobs.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The values of a whole configuration, or of an entry of a list in it, which inherits from the whole what it does not
 * have itself. {@link Rule}s ask it whether values that are fine by themselves go together.
 */
public final class Section implements Values {

    private final String prefix;
    private final Map<String, Setting> settings;
    private final Map<String, Object> values;
    private final Map<String, Setting> implied;

    private Section(
            String prefix, Map<String, Setting> settings, Map<String, Object> values, Map<String, Setting> implied) {
        this.prefix = prefix;
        this.settings = settings;
        this.values = values;
        this.implied = implied;
    }

    /** The whole, without a value yet. */
    static Section of(Map<String, Setting> settings) {
        return new Section("", settings, new HashMap<>(), new HashMap<>());
    }

    /** An entry of a list, whose paths begin with {@code entry}, such as {@code models[1].}. */
    Section entry(String entry) {
        return new Section(entry, settings, values, implied);
    }

    @Override
    public <T> T get(ConfigKey<T> key) {
        return find(key).orElseThrow(() -> new IllegalStateException(path(key) + " is not known yet"));
    }

    /** The value of a key that may still be missing. */
    @SuppressWarnings("unchecked") // Below a key's path is nothing but what that key has read.
    public <T> Optional<T> find(ConfigKey<T> key) {
        Object own = values.get(path(key));
        return Optional.ofNullable((T) (own == null ? values.get(key.name()) : own));
    }

    /** While rules are checked: takes a value that those of other keys imply, in place of what was given or the default. */
    public <T> void imply(ConfigKey<T> key, String text) {
        Setting setting = new Setting(path(key), new RawValue.Scalar(text), Origin.PROGRAM);
        implied.put(setting.key(), setting);
        put(key, key.parse(setting));
    }

    /** Takes a value for a key: one that was read, or a default. */
    <T> void put(ConfigKey<T> key, T value) {
        values.put(path(key), value);
    }

    String path(ConfigKey<?> key) {
        return prefix + key;
    }

    /** What was given for a key of the section itself, as against what it inherits. */
    Optional<Setting> own(ConfigKey<?> key) {
        return Optional.ofNullable(settings.get(path(key)));
    }

    /** Whether a list of structures was given, or the word in its place. */
    public boolean has(StructureList<?> list) {
        return settings.containsKey(list.name());
    }

    /** Whether the user wrote the value, as against a default, a preset or what the program found out. */
    public boolean isByUser(ConfigKey<?> key) {
        return setting(key).origin().byUser();
    }

    /** @throws ConfigException if the condition does not hold: {@code key problem: value (origin)} */
    public void require(boolean condition, ConfigKey<?> key, String problem) {
        if (!condition) {
            Setting setting = setting(key);
            throw wrongAt(key, setting.key() + " " + problem + ": " + setting.shown());
        }
    }

    /** {@code problem (origin of the key's value)}, with the entry for which an inherited value is wrong. */
    public ConfigException wrongAt(ConfigKey<?> key, String problem) {
        Setting setting = setting(key);
        boolean isInherited = !setting.key().startsWith(prefix);
        return setting.wrong(problem + (isInherited ? " in " + prefix.substring(0, prefix.length() - 1) : ""));
    }

    /** What others imply for a key, what was given for it, inherited perhaps, or its default. */
    Setting setting(ConfigKey<?> key) {
        return Optional.ofNullable(implied.get(path(key)))
                .or(() -> own(key))
                .or(() -> Optional.ofNullable(settings.get(key.name())))
                .orElseGet(key::defaultSetting);
    }
}
