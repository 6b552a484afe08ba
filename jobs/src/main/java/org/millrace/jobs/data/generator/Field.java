package org.millrace.jobs.data.generator;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A field of generated examples.
 *
 * @param values the words of a category, in the order of the numbers that stand for them; else empty
 */
record Field(String name, Kind kind, List<String> values) {

    /** What the number of a field means. */
    enum Kind {
        NUMBER,
        /** An index into {@link Field#values}. */
        CATEGORY,
        /** 0 or 1. */
        FLAG
    }

    Field {
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
        values = List.copyOf(values);
        if (values.isEmpty() == (kind == Kind.CATEGORY)) {
            throw new IllegalArgumentException("values are those of a category, and of nothing else: " + values);
        }
    }

    static Field number(String name) {
        return new Field(name, Kind.NUMBER, List.of());
    }

    /** The numbers {@code x1}, {@code x2} and so on. */
    static List<Field> numbers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> number("x" + i)).toList();
    }

    static Field flag(String name) {
        return new Field(name, Kind.FLAG, List.of());
    }

    static Field category(String name, List<String> values) {
        return new Field(name, Kind.CATEGORY, values);
    }
}
