package org.millrace.jobs.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|min|h)");
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(24);

    public ValueType {
        choices = List.copyOf(choices);
    }

    /** A type whose values may be lists. */
    public static <T> ValueType<T> ofRaw(String range, Function<RawValue, T> parser) {
        return new ValueType<>(range, parser, List.of());
    }

    /** A type whose values are one word or number each. */
    public static <T> ValueType<T> of(String range, Function<String, T> parser) {
        return ofRaw(range, value -> parser.apply(scalar(value)));
    }

    /** A whole number between two bounds, both included. */
    public static ValueType<Integer> wholeNumber(int least, int greatest) {
        String range = least + ".." + greatest;
        return of(range, text -> {
            long number = parseLong(text);
            require(number >= least && number <= greatest, "in " + range);
            return (int) number;
        });
    }

    /** Any whole number of 64 bits. */
    public static ValueType<Long> longNumber() {
        return of("a whole number of 64 bits", ValueType::parseLong);
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
        return of(interval, text -> {
            double number = parseDouble(text);
            require(
                    (interval.startsWith("[") ? number >= least : number > least)
                            && (interval.endsWith("]") ? number <= greatest : number < greatest),
                    "in " + interval);
            return number;
        });
    }

    /** {@code true} or {@code false}. */
    public static ValueType<Boolean> trueOrFalse() {
        return of("true, false", text -> {
            require(text.equals("true") || text.equals("false"), "true or false");
            return text.equals("true");
        });
    }

    /** One of the constants of an enum, written in lower case with hyphens. */
    public static <E extends Enum<E>> ValueType<E> oneOf(Class<E> constants) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E constant : constants.getEnumConstants()) {
            words.put(word(constant), constant);
        }
        return oneOf(words, List.of());
    }

    /** How a constant is written in a configuration. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One of several choices, by its name. */
    public static <T> ValueType<Choice<T>> oneOf(List<Choice<T>> choices) {
        Map<String, Choice<T>> words = new LinkedHashMap<>();
        choices.forEach(choice -> words.put(choice.name(), choice));
        return oneOf(words, choices);
    }

    /** One of several choices, by its name, or the word {@code auto}. */
    public static <T> ValueType<Optional<Choice<T>>> autoOrOneOf(List<Choice<T>> choices) {
        Map<String, Optional<Choice<T>>> words = new LinkedHashMap<>();
        words.put("auto", Optional.empty());
        choices.forEach(choice -> words.put(choice.name(), Optional.of(choice)));
        return oneOf(words, choices);
    }

    private static <T> ValueType<T> oneOf(Map<String, T> words, List<? extends Choice<?>> choices) {
        String range = String.join(", ", words.keySet());
        Function<RawValue, T> parser = value -> {
            String word = scalar(value);
            require(words.containsKey(word), "one of " + range);
            return words.get(word);
        };
        return new ValueType<>(range, parser, List.copyOf(choices));
    }

    /** A value of another type, or a word that stands for none. */
    public static <T> ValueType<Optional<T>> or(String word, ValueType<T> type) {
        return ofRaw(
                type.range() + ", or " + word,
                value -> value.text().equals(word) ? Optional.empty() : Optional.of(type.parse(value)));
    }

    /** Any text, also none. */
    public static ValueType<String> text(String range) {
        return of(range, Function.identity());
    }

    /** A text that matches a pattern as a whole. */
    public static ValueType<String> text(String range, Pattern pattern) {
        return of(range, text -> {
            require(pattern.matcher(text).matches(), range);
            return text;
        });
    }

    /** A time span such as {@code 500ms}, {@code 10s}, {@code 1min} or {@code 2h}. */
    public static ValueType<Duration> duration() {
        return of("10ms to 24h (ms, s, min, h)", text -> {
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
        return ofRaw(range, value -> {
            if (!(value instanceof RawValue.Items items)) {
                throw new NotAllowed("a list such as [a, b]");
            }
            try {
                return items.values().stream()
                        .map(text -> item.parse(new RawValue.Scalar(text)))
                        .toList();
            } catch (NotAllowed e) {
                throw new NotAllowed("a list of which each is " + e.requirement());
            }
        });
    }

    /** A list of at least so many values, all different. */
    public static <T> ValueType<List<T>> distinct(String range, ValueType<T> item, int least) {
        ValueType<List<T>> list = listOf(range, item);
        return ofRaw(range, value -> {
            List<T> values = list.parse(value);
            if (values.size() < least) {
                throw new IllegalArgumentException("must have at least " + least + " entries");
            }
            if (new HashSet<>(values).size() < values.size()) {
                throw new IllegalArgumentException("must not name anything twice");
            }
            return values;
        });
    }

    /** @throws IllegalArgumentException if the value is not allowed; the message goes on after the name of the key */
    public T parse(RawValue value) {
        return parser.apply(value);
    }

    private static String scalar(RawValue value) {
        require(value instanceof RawValue.Scalar, "a single value, not a list");
        return value.text().strip();
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
