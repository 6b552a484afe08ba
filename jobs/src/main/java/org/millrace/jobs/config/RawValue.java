package org.millrace.jobs.config;

import java.util.ArrayList;
import java.util.List;

/**
 * A value as it was written, before its key's type is known: YAML would read {@code no} as a boolean and {@code 1e-8} as
 * a string, but it is for the key to say what they are.
 */
public sealed interface RawValue {

    /** The value on one line, as it could be written in a file. */
    String text();

    /** One plain value. */
    record Scalar(String text) implements RawValue {}

    /** A list of plain values. */
    record Items(List<String> values) implements RawValue {

        public Items {
            values = List.copyOf(values);
        }

        @Override
        public String text() {
            return "[" + String.join(", ", values) + "]";
        }
    }

    /** A list of so many structures; what they hold are settings of their own, with paths such as {@code models[1].name}. */
    record Structures(int size) implements RawValue {

        @Override
        public String text() {
            return size == 1 ? "1 entry" : size + " entries";
        }
    }

    /** What a program passes: a raw value is one already, a collection becomes a list, anything else its {@code toString()}. */
    static RawValue of(Object value) {
        if (value instanceof RawValue raw) {
            return raw;
        }
        if (value instanceof Iterable<?> values) {
            List<String> items = new ArrayList<>();
            values.forEach(item -> items.add(String.valueOf(item)));
            return new Items(items);
        }
        return new Scalar(String.valueOf(value));
    }
}
