package org.millrace.model.math;

import java.util.Locale;

/** The checks of arguments that more than one class needs. */
public final class Require {

    private Require() {}

    public static void that(boolean condition, String message, Object value) {
        if (!condition) {
            throw new IllegalArgumentException(message + ": " + value);
        }
    }

    public static int atLeast(int least, int value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s must be at least %d: %d", name, least, value));
        }
        return value;
    }

    /** Requires 0 ≤ value &lt; 1, the range of decay rates. */
    public static double decay(double value, String name) {
        that(value >= 0 && value < 1, name + " must be in [0, 1)", value);
        return value;
    }

    public static double positive(double value, String name) {
        that(value > 0 && Double.isFinite(value), name + " must be positive and finite", value);
        return value;
    }

    public static double notNegative(double value, String name) {
        that(value >= 0 && Double.isFinite(value), name + " must be finite and not negative", value);
        return value;
    }
}
