package org.millrace.operators.holdout;

import java.util.Arrays;
import org.millrace.model.math.Features;
import org.millrace.operators.format.ExampleRow;

/**
 * The features of an open batch, row by row: bytes for as long as every example has bytes of the same scale, float32
 * otherwise. The arrays are used again for the next batch.
 */
final class OpenFeatures {

    private static final int FIRST_ROWS = 16;

    private float[] numbers = {};
    private byte[] steps = {};
    private boolean bytes;
    private float scale;

    OpenFeatures() {}

    /** Takes on features, whose arrays are written to later. */
    OpenFeatures(Features features) {
        if (features instanceof Features.Bytes compact) {
            bytes = true;
            steps = compact.steps();
            scale = compact.scale();
        } else {
            numbers = features.toFloats();
        }
    }

    /** @param count how many features there are already; none if the row is the first of a batch */
    void add(ExampleRow row, int count) {
        int width = row.schema().features();
        if (count == 0) {
            bytes = row.isBytes();
            scale = row.scale();
        } else if (bytes && !(row.isBytes() && row.scale() == scale)) {
            numbers = new float[steps.length];
            Features.Bytes.scale(steps, 0, scale, numbers, count);
            bytes = false;
        }
        if (bytes) {
            if (count + width > steps.length) {
                steps = Arrays.copyOf(steps, capacity(count, width));
            }
            row.copySteps(steps, count);
        } else {
            if (count + width > numbers.length) {
                numbers = Arrays.copyOf(numbers, capacity(count, width));
            }
            row.copyNumbers(numbers, count);
        }
    }

    private static int capacity(int count, int width) {
        return Math.max(FIRST_ROWS * width, 2 * count);
    }

    /** The first {@code count} features, in the arrays that are used for the next batch. */
    Features share(int count) {
        if (bytes) {
            steps = exactly(count, steps);
            return new Features.Bytes(steps, scale);
        }
        numbers = exactly(count, numbers);
        return new Features.Floats(numbers);
    }

    private static byte[] exactly(int count, byte[] array) {
        return array.length == count ? array : Arrays.copyOf(array, count);
    }

    private static float[] exactly(int count, float[] array) {
        return array.length == count ? array : Arrays.copyOf(array, count);
    }

    /** The first {@code count} features, in arrays of their own. */
    Features copy(int count) {
        return bytes
                ? new Features.Bytes(Arrays.copyOf(steps, count), scale)
                : new Features.Floats(Arrays.copyOf(numbers, count));
    }
}
