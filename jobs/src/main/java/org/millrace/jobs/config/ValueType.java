package org.millrace.jobs.config;

import java.util.List;
import java.util.function.Function;

/**
 * What the values of a key look like: how to read one, and which are allowed.
 *
 * @param range the allowed values in a few words, for the table of keys
 * @param parser reads a value; throws {@link NotAllowed}, or an IllegalArgumentException whose message goes on after the
 *     name of the key and does not repeat the value
 * @param choices what the values choose from, where each choice brings keys of its own; otherwise empty
 * @param <T> the type of the value in Java
 */
public record ValueType<T>(String range, Function<RawValue, T> parser, List<Choice<?>> choices) {

    public ValueType {
        choices = List.copyOf(choices);
    }

    /** A type whose values are one word or number each. */
    public static <T> ValueType<T> of(String range, Function<String, T> parser) {
        return new ValueType<>(range, value -> parser.apply(scalar(value)), List.of());
    }

    /** @throws IllegalArgumentException if the value is not allowed; the message goes on after the name of the key */
    public T parse(RawValue value) {
        return parser.apply(value);
    }

    private static String scalar(RawValue value) {
        if (value instanceof RawValue.Scalar scalar) {
            return scalar.text().strip();
        }
        throw new NotAllowed("a single value, not a list");
    }
}
