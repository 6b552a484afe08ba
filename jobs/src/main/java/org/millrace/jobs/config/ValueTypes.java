package org.millrace.jobs.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value types that a catalogue of keys is made of. */
public final class ValueTypes {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|min|h)");
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(24);

    private ValueTypes() {}

    /** A whole number between two bounds, both included. */
    public static ValueType<Integer> wholeNumber(int least, int greatest) {
        String range = least + ".." + greatest;
        return ValueType.of(range, text -> {
            long number = parseLong(text);
            require(number >= least && number <= greatest, "in " + range);
            return (int) number;
        });
    }

    /** Any whole number of 64 bits. */
    public static ValueType<Long> longNumber() {
        return ValueType.of("a whole number of 64 bits", ValueTypes::parseLong);
    }

    /**
     * A real number in an interval.
     *
     * @param interval in mathematical notation: {@code (0, 10]} leaves out 0 and allows 10
     */
    public static ValueType<Double> realNumber(String interval) {
        String[] bounds = interval.substring(1, interval.length() - 1).split(",", 2);
        double least = Double.parseDouble(bounds[0]);
        double greatest = Double.parseDouble(bounds[1]);
        boolean leastIncluded = interval.startsWith("[");
        boolean greatestIncluded = interval.endsWith("]");
        return ValueType.of(interval, text -> {
            double number = parseDouble(text);
            boolean inside = (leastIncluded ? number >= least : number > least)
                    && (greatestIncluded ? number <= greatest : number < greatest);
            require(inside, "in " + interval);
            return number;
        });
    }

    /** {@code true} or {@code false}. */
    public static ValueType<Boolean> trueOrFalse() {
        return ValueType.of("true, false", text -> {
            require(text.equals("true") || text.equals("false"), "true or false");
            return text.equals("true");
        });
    }

    /** One of the constants of an enum, written in lower case with hyphens. */
    public static <E extends Enum<E>> ValueType<E> oneOf(Class<E> constants) {
        return oneOf(Arrays.asList(constants.getEnumConstants()), ValueTypes::word, UnaryOperator.identity());
    }

    /** One of several choices, by its name. */
    public static <T> ValueType<Choice<T>> oneOf(List<Choice<T>> choices) {
        ValueType<Choice<T>> type = oneOf(choices, Choice::name, UnaryOperator.identity());
        return new ValueType<>(type.range(), type.parser(), List.copyOf(choices));
    }

    /** One of several choices, by its name, or the word {@code auto}. */
    public static <T> ValueType<Optional<Choice<T>>> autoOrOneOf(List<Choice<T>> choices) {
        Map<String, Optional<Choice<T>>> words = new LinkedHashMap<>();
        words.put("auto", Optional.empty());
        choices.forEach(choice -> words.put(choice.name(), Optional.of(choice)));
        ValueType<Optional<Choice<T>>> type = oneOf(List.copyOf(words.keySet()), UnaryOperator.identity(), words::get);
        return new ValueType<>(type.range(), type.parser(), List.copyOf(choices));
    }

    private static <C, T> ValueType<T> oneOf(List<C> constants, Function<C, String> word, Function<C, T> value) {
        String range = String.join(", ", constants.stream().map(word).toList());
        return ValueType.of(range, text -> constants.stream()
                .filter(constant -> word.apply(constant).equals(text))
                .findFirst()
                .map(value)
                .orElseThrow(() -> new NotAllowed("one of " + range)));
    }

    /** How a constant is written in a configuration. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A value of another type, or a word that stands for none. */
    public static <T> ValueType<Optional<T>> or(String word, ValueType<T> type) {
        return ValueType.of(
                type.range() + ", or " + word,
                text -> text.equals(word) ? Optional.empty() : Optional.of(type.parse(new RawValue.Scalar(text))));
    }

    /** Any text, also none. */
    public static ValueType<String> text(String range) {
        return ValueType.of(range, Function.identity());
    }

    /** A text that matches a pattern as a whole. */
    public static ValueType<String> text(String range, Pattern pattern) {
        return ValueType.of(range, text -> {
            require(pattern.matcher(text).matches(), range);
            return text;
        });
    }

    /** A time span such as {@code 500ms}, {@code 10s}, {@code 1min} or {@code 2h}. */
    public static ValueType<Duration> duration() {
        return ValueType.of("10ms to 24h (ms, s, min, h)", text -> {
            Matcher matcher = DURATION.matcher(text);
            require(matcher.matches(), "a time span such as 500ms, 10s or 1min");
            long amount = Long.parseLong(matcher.group(1));
            Duration duration =
                    switch (matcher.group(2)) {
                        case "ms" -> Duration.ofMillis(amount);
                        case "s" -> Duration.ofSeconds(amount);
                        case "min" -> Duration.ofMinutes(amount);
                        default -> Duration.ofHours(amount);
                    };
            require(duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0, "in 10ms to 24h");
            return duration;
        });
    }

    /** A list of values of one type; a single value is not taken for a list of one. */
    public static <T> ValueType<List<T>> listOf(String range, ValueType<T> item) {
        return new ValueType<>(
                range,
                value -> {
                    if (!(value instanceof RawValue.Items items)) {
                        throw new NotAllowed("a list such as [a, b]");
                    }
                    return items.values().stream()
                            .map(text -> parseItem(item, text))
                            .toList();
                },
                List.of());
    }

    /** A list of at least so many values, all different. */
    public static <T> ValueType<List<T>> distinct(String range, ValueType<T> item, int least) {
        ValueType<List<T>> list = listOf(range, item);
        return new ValueType<>(
                range,
                value -> {
                    List<T> values = list.parse(value);
                    if (values.size() < least) {
                        throw new IllegalArgumentException("must have at least " + least + " entries");
                    }
                    if (new HashSet<>(values).size() < values.size()) {
                        throw new IllegalArgumentException("must not name anything twice");
                    }
                    return values;
                },
                List.of());
    }

    private static <T> T parseItem(ValueType<T> item, String text) {
        try {
            return item.parse(new RawValue.Scalar(text));
        } catch (NotAllowed e) {
            throw new NotAllowed("a list of which each is " + e.requirement());
        }
    }

    private static long parseLong(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new NotAllowed("a whole number");
        }
    }

    private static double parseDouble(String text) {
        try {
            return new BigDecimal(text).doubleValue();
        } catch (NumberFormatException e) {
            throw new NotAllowed("a number");
        }
    }

    private static void require(boolean condition, String requirement) {
        if (!condition) {
            throw new NotAllowed(requirement);
        }
    }
}
