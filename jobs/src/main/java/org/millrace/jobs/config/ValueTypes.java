package org.millrace.jobs.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.millrace.model.loss.ClassWeights;

/** The value types that the catalogue of keys is made of. */
final class ValueTypes {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|min|h)");
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(24);

    private ValueTypes() {}

    /** A whole number between two bounds, both included. */
    static ValueType<Integer> wholeNumber(int least, int greatest) {
        String range = least + ".." + greatest;
        return of(range, text -> {
            long number = parseLong(text);
            require(number >= least && number <= greatest, "must be in " + range);
            return (int) number;
        });
    }

    /** Any whole number of 64 bits. */
    static ValueType<Long> longNumber() {
        return of("a whole number of 64 bits", ValueTypes::parseLong);
    }

    /**
     * A real number in an interval.
     *
     * @param interval in mathematical notation: {@code (0, 10]} leaves out 0 and allows 10
     */
    static ValueType<Double> realNumber(String interval) {
        String[] bounds = interval.substring(1, interval.length() - 1).split(",", 2);
        double least = Double.parseDouble(bounds[0]);
        double greatest = Double.parseDouble(bounds[1]);
        boolean leastIncluded = interval.startsWith("[");
        boolean greatestIncluded = interval.endsWith("]");
        return of(interval, text -> {
            double number = parseDouble(text);
            boolean inside = (leastIncluded ? number >= least : number > least)
                    && (greatestIncluded ? number <= greatest : number < greatest);
            require(inside, "must be in " + interval);
            return number;
        });
    }

    /** {@code true} or {@code false}. */
    static ValueType<Boolean> trueOrFalse() {
        return of("true, false", text -> {
            require(text.equals("true") || text.equals("false"), "must be true or false");
            return text.equals("true");
        });
    }

    /** One of a few words. */
    static ValueType<String> oneOf(String... words) {
        List<String> allowed = List.of(words);
        String range = String.join(", ", allowed);
        return of(range, text -> {
            require(allowed.contains(text), "must be one of " + range);
            return text;
        });
    }

    /** One of the constants of an enum, written in lower case with hyphens. */
    static <E extends Enum<E>> ValueType<E> oneOf(Class<E> constants) {
        String range = Arrays.stream(constants.getEnumConstants())
                .map(ValueTypes::word)
                .collect(Collectors.joining(", "));
        return of(range, text -> Arrays.stream(constants.getEnumConstants())
                .filter(constant -> word(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of " + range)));
    }

    /** How a constant is written in a configuration. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A value of another type, or the word {@code auto}. */
    static <T> ValueType<Optional<T>> autoOr(ValueType<T> type) {
        return of(
                type.range() + ", or auto",
                text -> text.equals("auto") ? Optional.empty() : Optional.of(type.parse(new RawValue.Scalar(text))));
    }

    /** How long something takes: {@code 50%} of the run, {@code 3 passes} or {@code 2000 steps}. */
    static ValueType<Span> span() {
        return of("up to 100% (of the run), passes, or steps", Span::parse);
    }

    /** {@code none}, {@code balanced}, or a list of positive weights. */
    static ValueType<ClassWeights> classWeights() {
        ValueType<List<Double>> weights = listOf("", realNumber("(0, 1e6]"));
        return new ValueType<>() {
            @Override
            public ClassWeights parse(RawValue value) {
                if (value instanceof RawValue.Items) {
                    return new ClassWeights(weights.parse(value), false);
                }
                return switch (ValueType.scalar(value).strip()) {
                    case "none" -> ClassWeights.NONE;
                    case "balanced" -> ClassWeights.BALANCED;
                    default ->
                        throw new IllegalArgumentException(
                                "must be none, balanced or a list of weights such as [1, 2.5]");
                };
            }

            @Override
            public String range() {
                return "none, balanced, or a list with one of (0, 1e6] per class";
            }
        };
    }

    /** Any text, also none. */
    static ValueType<String> text(String range) {
        return of(range, Function.identity());
    }

    /** A text that matches a pattern as a whole. */
    static ValueType<String> text(String range, Pattern pattern) {
        return of(range, text -> {
            require(pattern.matcher(text).matches(), "must be " + range);
            return text;
        });
    }

    /** A time span such as {@code 500ms}, {@code 10s}, {@code 1min} or {@code 2h}. */
    static ValueType<Duration> duration() {
        String range = "10ms to 24h (ms, s, min, h)";
        return of(range, text -> {
            Matcher matcher = DURATION.matcher(text);
            require(matcher.matches(), "must be a time span such as 500ms, 10s or 1min");
            long amount = Long.parseLong(matcher.group(1));
            Duration duration =
                    switch (matcher.group(2)) {
                        case "ms" -> Duration.ofMillis(amount);
                        case "s" -> Duration.ofSeconds(amount);
                        case "min" -> Duration.ofMinutes(amount);
                        default -> Duration.ofHours(amount);
                    };
            require(duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0, "must be in 10ms to 24h");
            return duration;
        });
    }

    /** A time span, or the word {@code none}. */
    static ValueType<Optional<Duration>> durationOrNone() {
        ValueType<Duration> type = duration();
        return of(
                "none, or " + type.range(),
                text -> text.equals("none") ? Optional.empty() : Optional.of(type.parse(new RawValue.Scalar(text))));
    }

    /** A port, a range of ports, or the word {@code none}. */
    static ValueType<Optional<PortRange>> portsOrNone() {
        return of(
                "a port, a range of ports, or none",
                text -> text.equals("none") ? Optional.empty() : Optional.of(PortRange.parse(text)));
    }

    /** A list of values of one type; a single value is not taken for a list of one. */
    static <T> ValueType<List<T>> listOf(String range, ValueType<T> item) {
        return new ListType<>(range, item, 0);
    }

    /** A list of at least so many values, all different. */
    static <T> ValueType<List<T>> distinct(String range, ValueType<T> item, int least) {
        ValueType<List<T>> list = new ListType<>(range, item, least);
        return new ValueType<>() {
            @Override
            public List<T> parse(RawValue value) {
                List<T> values = list.parse(value);
                require(new HashSet<>(values).size() == values.size(), "must not name anything twice");
                return values;
            }

            @Override
            public String range() {
                return range;
            }
        };
    }

    private record ListType<T>(String range, ValueType<T> item, int least) implements ValueType<List<T>> {

        @Override
        public List<T> parse(RawValue value) {
            if (!(value instanceof RawValue.Items items)) {
                throw new IllegalArgumentException("must be a list such as [a, b]");
            }
            require(items.values().size() >= least, "must have at least " + least + " entries");
            return items.values().stream().map(this::parseItem).toList();
        }

        private T parseItem(String text) {
            try {
                return item.parse(new RawValue.Scalar(text));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "must be a list of which each " + e.getMessage().replace("must be", "is"), e);
            }
        }
    }

    private static <T> ValueType<T> of(String range, Function<String, T> parser) {
        return new ValueType<>() {
            @Override
            public T parse(RawValue value) {
                return parser.apply(ValueType.scalar(value).strip());
            }

            @Override
            public String range() {
                return range;
            }
        };
    }

    private static long parseLong(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number", e);
        }
    }

    private static double parseDouble(String text) {
        try {
            return new BigDecimal(text).doubleValue();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a number", e);
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
