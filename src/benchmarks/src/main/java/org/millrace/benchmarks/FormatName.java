package org.millrace.benchmarks;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.millrace.operators.format.BinaryExampleFormat;
import org.millrace.operators.format.ExampleFormat;
import org.millrace.operators.format.JsonExampleFormat;
import picocli.CommandLine.TypeConversionException;

/**
 * The short name of a record format on the command line: {@code binary} for {@code BinaryExampleFormat}. Those that hold
 * arrays of numbers are known.
 */
record FormatName(String name) {

    private static final String SUFFIX = "ExampleFormat";
    private static final List<ExampleFormat> ARRAYS = List.of(new JsonExampleFormat(), BinaryExampleFormat.float32());

    /** All that can be read from a topic. */
    static List<String> all() {
        return ARRAYS.stream().map(FormatName::of).toList();
    }

    private static String of(ExampleFormat format) {
        return format.getClass().getSimpleName().replace(SUFFIX, "").toLowerCase(Locale.ROOT);
    }

    static FormatName parse(String name) {
        if (!all().contains(name)) {
            throw new TypeConversionException("a format is one of " + String.join(", ", all()) + ": " + name);
        }
        return new FormatName(name);
    }

    ExampleFormat format() {
        return ARRAYS.stream()
                .filter(format -> of(format).equals(name))
                .findAny()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return name;
    }

    /** The choices, for the help text. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return all().iterator();
        }
    }
}
