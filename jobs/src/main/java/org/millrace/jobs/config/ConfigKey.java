package org.millrace.jobs.config;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One configuration key: its dotted name, the type and range of its values, its default and its meaning.
 *
 * @param <T> the type of its values
 */
public final class ConfigKey<T> {

    private final String name;
    private final ValueType<T> type;
    private final Optional<RawValue> written;
    private final Optional<T> defaultValue;
    private final String meaning;

    private ConfigKey(String name, ValueType<T> type, Optional<RawValue> written, String meaning) {
        this.name = requireNonNull(name, "name");
        this.type = requireNonNull(type, "type");
        this.written = written;
        this.defaultValue = written.map(type::parse);
        this.meaning = requireNonNull(meaning, "meaning");
    }

    /** A key without a default: somebody has to give a value. */
    public static <T> ConfigKey<T> required(String name, ValueType<T> type) {
        return new ConfigKey<>(name, type, Optional.empty(), "");
    }

    /** A key with a default, written as a user would write it. */
    public static <T> ConfigKey<T> optional(String name, ValueType<T> type, String defaultValue) {
        return new ConfigKey<>(name, type, Optional.of(SetOption.value(defaultValue)), "");
    }

    /** A key with a number for its default, perhaps a constant of what it configures. */
    public static <T> ConfigKey<T> optional(String name, ValueType<T> type, double defaultValue) {
        BigDecimal digits = BigDecimal.valueOf(defaultValue).stripTrailingZeros();
        String text = digits.scale() < 0 ? digits.toPlainString() : digits.toString();
        return optional(name, type, text.replace('E', 'e'));
    }

    /** The same key with what it does, in one line. */
    public ConfigKey<T> meaning(String text) {
        return new ConfigKey<>(name, type, written, text);
    }

    /** The full dotted name, such as {@code training.batch-size}; in an entry of a list, the name within the entry. */
    public String name() {
        return name;
    }

    /** The default as it could be written in a file; empty if the key is required. */
    Optional<String> defaultText() {
        return written.map(RawValue::text);
    }

    /** The allowed values in a few words. */
    public String range() {
        return type.range();
    }

    String meaning() {
        return meaning;
    }

    Optional<T> defaultValue() {
        return defaultValue;
    }

    /** The default of a key that has one, as a setting. */
    Setting defaultSetting() {
        return new Setting(name, written.orElseThrow(), Origin.DEFAULT);
    }

    List<Choice<?>> choices() {
        return type.choices();
    }

    /** The key, and those of what it chooses from, each once. */
    public Stream<ConfigKey<?>> withChoices() {
        return Stream.concat(Stream.of(this), Choice.keysOf(choices()).stream());
    }

    /** @throws ConfigException if the setting has no allowed value */
    T parse(Setting setting) {
        return parse(setting.value(), setting);
    }

    /**
     * Reads a value that stands for what was written, as a placeholder does; messages show what was written.
     *
     * @throws ConfigException if the value is not allowed
     */
    T parse(RawValue value, Setting setting) {
        try {
            return type.parse(value);
        } catch (IllegalArgumentException e) {
            throw setting.notAllowed(e.getMessage());
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
