package org.millrace.model.math;

/**
 * Keeps decaying values out of the subnormal range, where a processor is a hundred times slower and Java
 * cannot ask it to flush to zero.
 */
public final class Subnormals {

    private static final float TINY = 1e-20f;

    private static final float LEAST_SQUARED = 1e-15f;

    private Subnormals() {}

    /** {@link #flush(float)} of values in [0, length). */
    public static void flush(float[] values, int length) {
        for (int i = 0; i < length; i++) {
            values[i] = flush(values[i]);
        }
    }

    /** A positive value as float32, but at least the least normal one: never 0, so that one may divide by it. */
    public static float normal(double value) {
        return Math.max((float) value, Float.MIN_NORMAL);
    }

    /** The square of a value, but at least 1e-30: so small a gradient makes no difference to an optimizer. */
    public static float square(float value) {
        float magnitude = Math.max(Math.abs(value), LEAST_SQUARED);
        return magnitude * magnitude;
    }

    /** The value, but 0 where it is below about 1e-27: two additions, so that a loop still vectorises. */
    public static float flush(float value) {
        return (value + TINY) - TINY;
    }
}
