package org.millrace.jobs.schema;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.millrace.operators.schema.FieldPath;
import org.millrace.operators.schema.FieldTexts;
import org.millrace.operators.schema.TimeKind;

/** The values that a field was seen with, and what they are taken for. */
public final class FieldProfile {

    /** A word with at most so many others becomes an input each. */
    private static final int MOST_WORDS = 50;

    /** More different words than this are not told apart any longer. */
    private static final int MOST_DIFFERENT = 1_000;

    private static final int BUCKETS = 64;

    /** A name has to come back to be worth learning. */
    private static final int FEWEST_REPEATS = 3;

    private static final int FEWEST_COUNTED = 10;
    private static final double MOSTLY = 0.95;
    private static final int LONGEST_EXAMPLE = 20;

    /** The notations of times that are tried, the first one being ISO 8601. */
    private static final List<String> TIME_FORMATS = List.of(
            "",
            "M/d/yyyy[ H:mm[:ss]]",
            "d/M/yyyy[ H:mm[:ss]]",
            "d.M.yyyy[ H:mm[:ss]]",
            "yyyy/M/d[ H:mm[:ss]]",
            "M/d/yy[ H:mm[:ss]]");

    private final Map<String, Integer> words = new LinkedHashMap<>();
    private final Map<String, Predicate<String>> times = new LinkedHashMap<>();
    private long records;
    private long values;
    private long numbers;
    private long flags;
    private boolean counts = true;
    private boolean hasTimeOfDay;
    private double last = Double.NaN;
    private String example = "";
    private String odd = "";

    public FieldProfile() {
        TIME_FORMATS.forEach(format -> times.put(
                format,
                new TimeKind(List.of(TimeKind.Part.HOUR), "UTC", format, TimeKind.Unit.MILLISECONDS).notation()));
    }

    /** Takes the value of a record; null if it has none. */
    public void add(String text) {
        records++;
        if (text == null || FieldTexts.isMissing(text)) {
            return;
        }
        values++;
        example = example.isEmpty() ? shortened(text) : example;
        OptionalDouble number = FieldTexts.number(text);
        if (number.isPresent()) {
            numbers++;
            counts &= Double.isNaN(last) || number.getAsDouble() == last + 1;
            last = number.getAsDouble();
            times.clear();
        } else {
            times.values().removeIf(notation -> !notation.test(text));
            odd = odd.isEmpty() ? shortened(text) : odd;
        }
        if (FieldTexts.flag(text).isPresent()) {
            flags++;
        }
        hasTimeOfDay |= text.contains(":");
        if (words.size() <= MOST_DIFFERENT) {
            words.merge(text.strip(), 1, Integer::sum);
        }
    }

    /** How many values there were. */
    public long values() {
        return values;
    }

    /** What the values make of a field. */
    public InferredFeature infer(FieldPath field) {
        double missing = records == 0 ? 0 : 1 - (double) values / records;
        if (values == 0) {
            return InferredFeature.leftOut(field, "it has no values", "", 1);
        }
        if (words.size() == 1) {
            return InferredFeature.leftOut(field, "it never changes", example, missing);
        }
        if (numbers == values && counts && values >= FEWEST_COUNTED) {
            return InferredFeature.leftOut(field, "it counts the records", example, missing);
        }
        if (numbers == values) {
            return taken(field, Map.of("kind", "number"), "number", missing);
        }
        if (numbers >= MOSTLY * values) {
            String meaning = String.format(
                    Locale.ROOT, "number; %,d are none, such as \"%s\": dead letters", values - numbers, odd);
            return taken(field, Map.of("kind", "number"), meaning, missing);
        }
        if (flags == values) {
            return taken(field, Map.of("kind", "flag"), "flag", missing);
        }
        return times.isEmpty() ? inferWords(field, missing) : inferTime(field, missing);
    }

    /** What the values make of a field whose words are listed: a category, if there are not too many, whatever they look like. */
    public InferredFeature listed(FieldPath field, List<String> listed) {
        if (words.size() <= 1 || listed.size() > MOST_WORDS) {
            return infer(field);
        }
        String meaning = "category of " + listed.size() + " words, as listed";
        double missing = records == 0 ? 0 : 1 - (double) values / records;
        return taken(field, Map.of("kind", "category", "values", listed), meaning, missing);
    }

    private InferredFeature inferTime(FieldPath field, double missing) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("kind", "time");
        settings.put("format", times.keySet().iterator().next());
        settings.put(
                "parts", hasTimeOfDay ? List.of("hour", "weekday", "day-of-year") : List.of("weekday", "day-of-year"));
        return taken(field, settings, "time", missing);
    }

    private InferredFeature inferWords(FieldPath field, double missing) {
        int different = words.size();
        if (different <= MOST_WORDS && 2L * different <= values) {
            List<String> names = words.entrySet().stream()
                    .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                            .thenComparing(Map.Entry.comparingByKey()))
                    .map(Map.Entry::getKey)
                    .toList();
            return taken(
                    field, Map.of("kind", "category", "values", names), "category of " + different + " words", missing);
        }
        if (different <= MOST_DIFFERENT && (long) FEWEST_REPEATS * different <= values) {
            String meaning = "category of " + different + " words, hashed";
            return taken(field, Map.of("kind", "category", "buckets", BUCKETS), meaning, missing);
        }
        String number = different > MOST_DIFFERENT ? "more than " + MOST_DIFFERENT : String.valueOf(different);
        return InferredFeature.leftOut(field, number + " different texts in " + values + " records", example, missing);
    }

    /** What is missing later is filled, so that no record is lost for it; what was missing already has an indicator. */
    private InferredFeature taken(FieldPath field, Map<String, ?> settings, String meaning, double missing) {
        Map<String, Object> all = new LinkedHashMap<>(settings);
        all.put("missing", "category".equals(settings.get("kind")) ? "constant" : "mean");
        all.put("missing-indicator", missing > 0);
        return InferredFeature.of(field, all, meaning, example, missing);
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_EXAMPLE ? line : line.substring(0, LONGEST_EXAMPLE - 1) + "…";
    }
}
