package org.millrace.jobs.config;

import java.util.Optional;

/**
 * One configuration key: its dotted name, the type and range of its values, its default and its meaning.
 *
 * @param <T> the type of its values
 */
public final class ConfigKey<T> {

    private final String name;
    private final ValueType<T> type;
    private final Optional<RawValue> defaultValue;
    private final String meaning;

    private ConfigKey(String name, ValueType<T> type, Optional<RawValue> defaultValue, String meaning) {
        this.name = name;
        this.type = type;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
    }

    /** A key without a default: somebody has to give a value. */
    static <T> ConfigKey<T> required(String name, ValueType<T> type, String meaning) {
        return new ConfigKey<>(name, type, Optional.empty(), meaning);
    }

    /** A key with a default, written as a user would write it. */
    static <T> ConfigKey<T> optional(String name, ValueType<T> type, String defaultValue, String meaning) {
        return new ConfigKey<>(name, type, Optional.of(CommandLineSettings.value(defaultValue)), meaning);
    }

    /** The full dotted name, such as {@code training.batch-size}. */
    public String name() {
        return name;
    }

    /** The default as it could be written in a file; empty if the key is required. */
    public Optional<String> defaultText() {
        return defaultValue.map(RawValue::text);
    }

    /** The allowed values in a few words. */
    public String range() {
        return type.range();
    }

    /** What the key does, in one line. */
    public String meaning() {
        return meaning;
    }

    Optional<RawValue> defaultValue() {
        return defaultValue;
    }

    T parse(RawValue value) {
        return type.parse(value);
    }

    @Override
    public String toString() {
        return name;
    }
}
