package org.millrace.jobs.config;

import java.util.Map;
import java.util.Optional;

/**
 * The values of a whole configuration, or of an entry of a list in it, which inherits from the whole what it does not
 * have itself. {@link Rule}s ask it whether values that are fine by themselves go together.
 */
public final class Section implements Values {

    private final Map<String, Setting> settings;
    private final Map<String, Object> values;
    private final Map<String, String> passedOn;
    private final String prefix;

    /** @param prefix of the paths: none for the whole, {@code models[1].} for an entry */
    Section(Map<String, Setting> settings, Map<String, Object> values, Map<String, String> passedOn, String prefix) {
        this.settings = settings;
        this.values = values;
        this.passedOn = passedOn;
        this.prefix = prefix;
    }

    @Override
    public <T> T get(ConfigKey<T> key) {
        return find(key).orElseThrow(() -> new IllegalStateException(prefix + key + " is not known yet"));
    }

    /** The value of a key that may still be missing. */
    @SuppressWarnings("unchecked") // Below a key's path is nothing but what that key has read.
    public <T> Optional<T> find(ConfigKey<T> key) {
        Object own = values.get(prefix + key);
        return Optional.ofNullable((T) (own == null ? values.get(key.name()) : own));
    }

    /** The value of a setting that is passed on, if it was given: read as a key of the same name would be. */
    public <T> Optional<T> passedOn(ConfigKey<T> key) {
        return Optional.ofNullable(passedOn.get(key.name()))
                .map(text -> key.parse(new RawValue.Scalar(text), settings.get(key.name())));
    }

    /** Whether the user wrote the value, as against a default, a preset or what the program found out. */
    public boolean isByUser(ConfigKey<?> key) {
        return setting(key).origin().byUser();
    }

    /** While rules are checked: takes another value for a key than was written, since other values imply it. */
    public <T> void imply(ConfigKey<T> key, T value) {
        values.put(prefix + key, value);
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
        return setting.wrong(problem + (isInherited ? " in " + prefix.substring(0, prefix.length() - 1) : ""), null);
    }

    private Setting setting(ConfigKey<?> key) {
        Setting own = settings.get(prefix + key);
        Setting given = own == null ? settings.get(key.name()) : own;
        return given == null ? key.defaultAt(key.name()) : given;
    }
}
