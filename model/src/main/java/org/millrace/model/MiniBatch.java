package org.millrace.model;

import static java.util.Objects.requireNonNull;

/**
 * Examples that are learned or evaluated together. The arrays are not copied: whoever hands in a batch leaves it alone.
 *
 * @param rows how many examples, at least 1
 * @param columns features per example, at least 1
 * @param features row-major, {@code [rows, columns]}
 * @param labels the class of each example, {@code [rows]}, each at least 0
 */
@SuppressWarnings("ArrayRecordComponent") // Batches are moved, never compared; copies would cost what batching saves.
public record MiniBatch(int rows, int columns, float[] features, int[] labels) {

    public MiniBatch {
        Require.atLeast(1, rows, "rows");
        Require.atLeast(1, columns, "columns");
        requireNonNull(features, "features");
        requireNonNull(labels, "labels");
        if (features.length != (long) rows * columns) {
            throw new IllegalArgumentException(
                    "features must hold rows x columns = " + (long) rows * columns + " values: " + features.length);
        }
        if (labels.length != rows) {
            throw new IllegalArgumentException("labels must hold one value per row, " + rows + ": " + labels.length);
        }
        for (int label : labels) {
            Require.that(label >= 0, "label must be at least 0", label);
        }
    }
}
