package org.millrace.jobs.config.keys;

import static org.millrace.jobs.config.ConfigKey.optional;
import static org.millrace.jobs.config.ConfigKey.required;
import static org.millrace.jobs.config.ValueType.distinct;
import static org.millrace.jobs.config.ValueType.listOf;
import static org.millrace.jobs.config.ValueType.oneOf;
import static org.millrace.jobs.config.ValueType.realNumber;
import static org.millrace.jobs.config.ValueType.text;
import static org.millrace.jobs.config.ValueType.trueOrFalse;
import static org.millrace.jobs.config.ValueType.wholeNumber;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.millrace.jobs.config.Choice;
import org.millrace.jobs.config.ConfigKey;
import org.millrace.jobs.config.Section;
import org.millrace.jobs.config.ValueType;
import org.millrace.jobs.config.Values;
import org.millrace.operators.schema.FeatureKind;
import org.millrace.operators.schema.FlagKind;
import org.millrace.operators.schema.HashedCategory;
import org.millrace.operators.schema.ListedCategory;
import org.millrace.operators.schema.NumberKind;
import org.millrace.operators.schema.SeenCategory;
import org.millrace.operators.schema.TimeKind;
import org.millrace.operators.schema.VectorKind;

/** The kinds that a feature may be of, with the keys that only they read. */
final class FeatureKinds {

    private static final int MOST_CATEGORIES = 10_000;
    private static final int USUAL_CATEGORIES = 20;

    private static final ConfigKey<Boolean> LOG = optional("log", trueOrFalse(), "false")
            .meaning("Logarithmic scale, sign(x) · ln(1 + abs(x)), for amounts over several magnitudes");
    private static final ConfigKey<List<Double>> CLIP = optional(
                    "clip", listOf("[least, greatest], or empty", realNumber("(-1e300, 1e300)")), "[]")
            .meaning("Bounds that values are clipped to, before the logarithm");
    private static final ConfigKey<List<String>> VALUES = optional(
                    "values", distinct("list of names", text("a name"), 0), "[]")
            .meaning("One-hot encoding of these names, and one input for all others");
    private static final ConfigKey<Integer> FIRST = optional("first", wholeNumber(0, MOST_CATEGORIES), "0")
            .meaning("One-hot encoding of the first N names met in training, and one input for all others; 20 unless"
                    + " values, first or buckets is given");
    private static final ConfigKey<Integer> BUCKETS = optional("buckets", wholeNumber(0, MOST_CATEGORIES), "0")
            .meaning("Hashes the names into N inputs, with a sign; each input costs a row of the first layer per step");
    private static final ConfigKey<List<TimeKind.Part>> PARTS = optional(
                    "parts",
                    distinct("list of hour, weekday, day-of-year", ValueType.oneOf(TimeKind.Part.class), 1),
                    "[hour, weekday, day-of-year]")
            .meaning("Parts of the time that become inputs, each as sine and cosine");
    private static final ConfigKey<String> ZONE =
            optional("zone", zone(), "UTC").meaning("Time zone in which they are told");
    private static final ConfigKey<String> TIME_FORMAT = optional("format", pattern(), "")
            .meaning("Pattern of times as text, such as d.M.yyyy H:mm; empty = ISO 8601");
    private static final ConfigKey<TimeKind.Unit> UNIT = optional(
                    "unit", ValueType.oneOf(TimeKind.Unit.class), "milliseconds")
            .meaning("Unit of times as numbers, counted from 1970");
    private static final ConfigKey<Integer> LENGTH =
            required("length", wholeNumber(1, 1_000_000)).meaning("Length of the array");

    private static final List<Choice<FeatureKind>> ALL = List.of(
            new Choice<>("number", List.of(LOG, CLIP), FeatureKinds::number),
            new Choice<>("flag", new FlagKind()),
            new Choice<>("category", List.of(VALUES, FIRST, BUCKETS), FeatureKinds::category),
            new Choice<>(
                    "time",
                    List.of(PARTS, ZONE, TIME_FORMAT, UNIT),
                    config -> new TimeKind(
                            config.get(PARTS), config.get(ZONE), config.get(TIME_FORMAT), config.get(UNIT))),
            new Choice<>("vector", List.of(LENGTH), config -> new VectorKind(config.get(LENGTH))));

    static final ConfigKey<Choice<FeatureKind>> KIND = optional("kind", oneOf(ALL), "number")
            .meaning("number, flag (yes or no), category, time, or vector (an array of numbers)");

    private FeatureKinds() {}

    private static FeatureKind number(Values config) {
        List<Double> bounds = config.get(CLIP);
        return bounds.isEmpty()
                ? new NumberKind(config.get(LOG), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                : new NumberKind(config.get(LOG), bounds.get(0), bounds.get(1));
    }

    private static FeatureKind category(Values config) {
        if (!config.get(VALUES).isEmpty()) {
            return new ListedCategory(config.get(VALUES));
        }
        int buckets = config.get(BUCKETS);
        int first = config.get(FIRST);
        return buckets > 0 ? new HashedCategory(buckets) : new SeenCategory(first > 0 ? first : USUAL_CATEGORIES);
    }

    static boolean isCategory(Choice<?> kind) {
        return kind.keys().contains(VALUES);
    }

    /** What must hold between the values of a kind's own keys. */
    static void check(Section entry) {
        if (isCategory(entry.get(KIND))) {
            int buckets = entry.get(BUCKETS);
            int given = (entry.get(VALUES).isEmpty() ? 0 : 1) + (entry.get(FIRST) > 0 ? 1 : 0) + (buckets > 0 ? 1 : 0);
            entry.require(given <= 1, KIND, "category takes one of values, first and buckets");
            entry.require(buckets != 1, BUCKETS, "must be at least 2");
        } else if (entry.get(KIND).keys().contains(CLIP)) {
            List<Double> bounds = entry.get(CLIP);
            entry.require(
                    bounds.isEmpty() || (bounds.size() == 2 && bounds.get(0) < bounds.get(1)),
                    CLIP,
                    "must be two numbers, the lower bound first");
        }
    }

    private static ValueType<String> zone() {
        return ValueType.of("a time zone such as Europe/Berlin", text -> {
            try {
                return ZoneId.of(text).getId();
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("must be a time zone such as Europe/Berlin", e);
            }
        });
    }

    private static ValueType<String> pattern() {
        return ValueType.of("a pattern of java.time, or empty", text -> {
            var unused = DateTimeFormatter.ofPattern(text);
            return text;
        });
    }
}
