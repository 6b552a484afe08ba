package org.millrace.operators.schema;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** What texts mean where a number or a flag is wanted. */
public final class FieldTexts {

    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d++(?:\\.\\d*+)?|\\.\\d++)(?:[eE][+-]?\\d{1,5})?");

    private FieldTexts() {}

    /** The number that a text stands for in decimal notation; empty if it stands for none, or for an infinite one. */
    public static OptionalDouble number(String text) {
        String plain = text.strip();
        if (!NUMBER.matcher(plain).matches()) {
            return OptionalDouble.empty();
        }
        double number = Double.parseDouble(plain);
        return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    /** 1 for true, 0 for false; empty for what is neither. */
    public static OptionalDouble flag(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "1" -> OptionalDouble.of(1);
            case "false", "f", "no", "n", "0" -> OptionalDouble.of(0);
            default -> OptionalDouble.empty();
        };
    }

    /** Whether a text stands for a value that is missing. */
    public static boolean isMissing(String text) {
        return switch (text.strip()) {
            case "", "NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None", "?" -> true;
            default -> false;
        };
    }
}
