package org.millrace.metrics;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Splits a name into lower-case words: {@code numRecordsIn}, {@code records-lag-max}, {@code JVM} and {@code G1 Young}. */
final class SnakeCase {

    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private SnakeCase() {}

    static List<String> words(String name) {
        return BETWEEN_WORDS
                .splitAsStream(name)
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .collect(Collectors.toList());
    }

    static String of(String name) {
        return String.join("_", words(name));
    }
}
