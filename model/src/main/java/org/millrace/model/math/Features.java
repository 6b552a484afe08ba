package org.millrace.model.math;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;

/**
 * Features of examples, one example after the other: float32 numbers, or bytes that each count steps of a scale, as pixels
 * do, or float64 numbers, some of which may be missing or stand for texts. Arrays are not copied.
 */
public sealed interface Features {

    static Features of(float[] values) {
        return new Floats(values);
    }

    /** How many numbers. */
    int count();

    /** Copies {@code length} numbers from {@code from} on to the beginning of {@code into}. */
    void copyTo(float[] into, int from, int length);

    /** Copies {@code length} numbers from {@code from} on to the beginning of {@code into}. */
    void copyTo(double[] into, int from, int length);

    /**
     * Copies {@code length} numbers from {@code from} on to {@code into}, from {@code offset} on.
     *
     * @param block at least {@code length} long, to be written to
     */
    default void copyTo(OffHeap into, int offset, int from, int length, float[] block) {
        copyTo(block, from, length);
        into.put(offset, block, 0, length);
    }

    /** All numbers as float32; may be the array that they are in. */
    default float[] toFloats() {
        float[] floats = new float[count()];
        copyTo(floats, 0, floats.length);
        return floats;
    }

    /** The same numbers in an array of their own. */
    default Features copy() {
        return range(0, count());
    }

    /** {@code length} of the numbers, from {@code from} on, in an array of their own. */
    Features range(int from, int length);

    /** Numbers as they are. */
    @SuppressWarnings("ArrayRecordComponent") // Features are moved, never compared.
    record Floats(float[] values) implements Features {

        public Floats {
            requireNonNull(values, "values");
        }

        @Override
        public int count() {
            return values.length;
        }

        @Override
        public void copyTo(float[] into, int from, int length) {
            System.arraycopy(values, from, into, 0, length);
        }

        @Override
        public void copyTo(double[] into, int from, int length) {
            for (int i = 0; i < length; i++) {
                into[i] = values[from + i];
            }
        }

        @Override
        public void copyTo(OffHeap into, int offset, int from, int length, float[] block) {
            into.put(offset, values, from, length);
        }

        @Override
        public float[] toFloats() {
            return values;
        }

        @Override
        public Features range(int from, int length) {
            return new Floats(Arrays.copyOfRange(values, from, from + length));
        }
    }

    /**
     * Numbers as bytes.
     *
     * @param steps each 0 … 255, unsigned
     * @param scale what one step is worth; a number is steps × scale in float32
     */
    @SuppressWarnings("ArrayRecordComponent") // Features are moved, never compared.
    record Bytes(byte[] steps, float scale) implements Features {

        public Bytes {
            requireNonNull(steps, "steps");
            Require.that(isUsable(scale), "scale must be finite, and 255 times it too", scale);
        }

        /** Whether every number of steps of the scale is finite. */
        public static boolean isUsable(float scale) {
            return Float.isFinite(scale * 0xFF);
        }

        @Override
        public int count() {
            return steps.length;
        }

        /** Writes what {@code length} bytes of {@code steps} stand for to the beginning of {@code into}. */
        public static void scale(byte[] steps, int from, float scale, float[] into, int length) {
            for (int i = 0; i < length; i++) {
                into[i] = (steps[from + i] & 0xFF) * scale;
            }
        }

        @Override
        public void copyTo(float[] into, int from, int length) {
            scale(steps, from, scale, into, length);
        }

        @Override
        public void copyTo(double[] into, int from, int length) {
            for (int i = 0; i < length; i++) {
                into[i] = (steps[from + i] & 0xFF) * scale;
            }
        }

        @Override
        public Features range(int from, int length) {
            return new Bytes(Arrays.copyOfRange(steps, from, from + length), scale);
        }
    }

    /**
     * Numbers as float64.
     *
     * @param values NaN where a value is missing; in a column of texts the place of the text in {@code texts}
     * @param texts the distinct texts of these examples; empty where no column has texts
     */
    @SuppressWarnings("ArrayRecordComponent") // Features are moved, never compared.
    record Doubles(double[] values, List<String> texts) implements Features {

        public Doubles {
            requireNonNull(values, "values");
            requireNonNull(texts, "texts");
        }

        public Doubles(double[] values) {
            this(values, List.of());
        }

        @Override
        public int count() {
            return values.length;
        }

        @Override
        public void copyTo(float[] into, int from, int length) {
            for (int i = 0; i < length; i++) {
                into[i] = (float) values[from + i];
            }
        }

        @Override
        public void copyTo(double[] into, int from, int length) {
            System.arraycopy(values, from, into, 0, length);
        }

        @Override
        public Features range(int from, int length) {
            return new Doubles(Arrays.copyOfRange(values, from, from + length), List.copyOf(texts));
        }
    }
}
