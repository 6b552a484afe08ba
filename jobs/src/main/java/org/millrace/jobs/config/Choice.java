package org.millrace.jobs.config;

import java.util.List;
import java.util.function.Function;

/**
 * One of the things that a key chooses from by name, such as an optimizer: with the keys that only this choice reads,
 * and how it is made from their values.
 *
 * @param name as it is written in a configuration
 * @param keys the keys of its own, some perhaps shared with other choices
 */
public record Choice<T>(String name, List<ConfigKey<?>> keys, Function<Values, T> reader) {

    public Choice {
        keys = List.copyOf(keys);
    }

    /** A choice without keys of its own. */
    public Choice(String name, T value) {
        this(name, List.of(), values -> value);
    }

    /** Makes what was chosen. */
    public T read(Values values) {
        return reader.apply(values);
    }

    /** The keys of several choices, each once. */
    public static List<ConfigKey<?>> keysOf(List<? extends Choice<?>> choices) {
        return choices.stream()
                .<ConfigKey<?>>flatMap(choice -> choice.keys().stream())
                .distinct()
                .toList();
    }
}
