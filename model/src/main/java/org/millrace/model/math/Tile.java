package org.millrace.model.math;

import java.util.Arrays;

/**
 * A vector of one row, repeated for as many rows as fit into a block of the first-level cache. An element-wise pass over
 * such a block uses the same index in all its arrays, which is what makes the JIT compiler vectorise it.
 */
public final class Tile {

    private static final int BLOCK = 4096;

    public final int width;
    final int rows;
    public final float[] values;

    public Tile(int width) {
        this.width = width;
        rows = Math.max(1, BLOCK / width);
        values = new float[rows * width];
    }

    /** Repeats the first row over the first {@code count} rows. */
    public void repeat(int count) {
        int length = Math.min(rows, count) * width;
        for (int filled = width; filled < length; filled *= 2) {
            System.arraycopy(values, 0, values, filled, Math.min(filled, length - filled));
        }
    }

    public void clear() {
        Arrays.fill(values, 0f);
    }

    /** Adds every other row to the first. */
    public void fold(int count) {
        for (int row = 1; row < Math.min(rows, count); row++) {
            int start = row * width;
            for (int j = 0; j < width; j++) {
                values[j] += values[start + j];
            }
        }
    }

    /** this += other, over a block. */
    public void add(float[] other, int length) {
        for (int i = 0; i < length; i++) {
            values[i] += other[i];
        }
    }
}
