package org.millrace.model.loss;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.millrace.model.math.Features;
import org.millrace.model.math.Ndarrays;
import org.millrace.model.math.Require;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Examples to train on or to evaluate together. Java arrays are not copied: the caller must not change them afterwards.
 *
 * @param rows how many examples, at least 1
 * @param columns features per example, at least 1
 * @param features row-major, {@code [rows, columns]}
 * @param labels for classification, the class of each example, {@code [rows]}, each at least 0; else empty
 * @param targets for multi-label (0 or 1) and regression, row-major {@code [rows, outputs]}; else empty
 * @param weights how much each example counts, {@code [rows]}, finite and not negative; empty where each weighs 1
 */
@SuppressWarnings("ArrayRecordComponent") // Batches are moved, never compared; copies would cost what batching saves.
public record MiniBatch(int rows, int columns, Features features, int[] labels, float[] targets, float[] weights) {

    private static final int[] NO_LABELS = {};
    private static final float[] NO_TARGETS = {};
    private static final float[] NO_WEIGHTS = {};

    public MiniBatch {
        Require.atLeast(1, rows, "rows");
        Require.atLeast(1, columns, "columns");
        requireNonNull(features, "features");
        requireNonNull(labels, "labels");
        requireNonNull(targets, "targets");
        requireNonNull(weights, "weights");
        if (features.count() != (long) rows * columns) {
            throw new IllegalArgumentException(
                    "features must hold rows x columns = " + (long) rows * columns + " values: " + features.count());
        }
        if (targets.length == 0) {
            Require.that(labels.length == rows, "labels must hold one value per row, " + rows, labels.length);
        } else {
            Require.that(labels.length == 0, "labels must be empty beside targets", labels.length);
        }
        Require.that(
                targets.length % rows == 0, "targets must hold the same number per row, rows " + rows, targets.length);
        for (int label : labels) {
            if (label < 0) {
                throw new IllegalArgumentException("label must be at least 0: " + label);
            }
        }
        requireWeights(rows, weights);
    }

    private static void requireWeights(int rows, float[] weights) {
        Require.that(
                weights.length == 0 || weights.length == rows,
                "weights must hold one value per row, " + rows,
                weights.length);
        for (float weight : weights) {
            if (!(weight >= 0 && weight <= Float.MAX_VALUE)) {
                throw new IllegalArgumentException("weight must be finite and not negative: " + weight);
            }
        }
    }

    /** Examples that each weigh 1. */
    public MiniBatch(int rows, int columns, Features features, int[] labels, float[] targets) {
        this(rows, columns, features, labels, targets, NO_WEIGHTS);
    }

    /** Examples of classes. */
    public MiniBatch(int rows, int columns, float[] features, int[] labels) {
        this(rows, columns, Features.of(features), labels, NO_TARGETS);
    }

    /** Examples with 0/1 vectors or numbers as targets, row-major {@code [rows, outputs]}. */
    public static MiniBatch ofTargets(int rows, int columns, float[] features, float[] targets) {
        requireNonNull(targets, "targets");
        Require.that(targets.length > 0, "targets must not be empty", targets.length);
        return new MiniBatch(rows, columns, Features.of(features), NO_LABELS, targets);
    }

    /**
     * Examples of classes from ND4J arrays, whose values are copied.
     *
     * @param features {@code [rows, columns]}
     * @param labels the class of each example, {@code [rows]}
     */
    public static MiniBatch ofLabels(INDArray features, INDArray labels) {
        float[] values = Ndarrays.matrix(features, "features");
        int[] classes = Ndarrays.integers(labels, "labels");
        return new MiniBatch((int) features.size(0), (int) features.size(1), values, classes);
    }

    /**
     * Examples with 0/1 vectors or numbers as targets from ND4J arrays, whose values are copied.
     *
     * @param features {@code [rows, columns]}
     * @param targets {@code [rows, outputs]}
     */
    public static MiniBatch ofTargets(INDArray features, INDArray targets) {
        float[] values = Ndarrays.matrix(features, "features");
        float[] wanted = Ndarrays.matrix(targets, "targets");
        Require.that(targets.size(0) == features.size(0), "targets must have one row per example", targets.size(0));
        return ofTargets((int) features.size(0), (int) features.size(1), values, wanted);
    }

    /** The same examples with the given weights. */
    public MiniBatch weighing(float... other) {
        return new MiniBatch(rows, columns, features, labels, targets, other);
    }

    /** The same examples of classes with the given labels. */
    public MiniBatch labelled(int... other) {
        return new MiniBatch(rows, columns, features, other, targets, weights);
    }

    /** How much an example counts. */
    public float weight(int row) {
        return weights.length == 0 ? 1f : weights[row];
    }

    /** Whether no example counts at all. */
    public boolean weighsNothing() {
        for (float weight : weights) {
            if (weight > 0) {
                return false;
            }
        }
        return weights.length > 0;
    }

    /** One example in arrays of its own. */
    public MiniBatch row(int row) {
        int outputs = targets.length / rows;
        return new MiniBatch(
                1,
                columns,
                features.range(row * columns, columns),
                labels.length == 0 ? labels : new int[] {labels[row]},
                Arrays.copyOfRange(targets, row * outputs, (row + 1) * outputs),
                weights.length == 0 ? weights : new float[] {weights[row]});
    }

    /** The same examples in arrays of their own. */
    public MiniBatch copy() {
        return new MiniBatch(rows, columns, features.copy(), labels.clone(), targets.clone(), weights.clone());
    }

    /** Throws IllegalArgumentException unless the targets are of the task and as wide as the network's outputs. */
    public void requireTargets(Task task, int outputs) {
        if (task == Task.CLASSIFICATION) {
            Require.that(targets.length == 0, "classification needs labels; targets given", targets.length);
            for (int label : labels) {
                if (label >= outputs) {
                    throw new IllegalArgumentException("label must be below " + outputs + ": " + label);
                }
            }
            return;
        }
        Require.that(
                targets.length == (long) rows * outputs,
                "targets must hold rows x " + outputs + " values",
                targets.length);
        if (task == Task.MULTI_LABEL) {
            for (float target : targets) {
                if (target != 0f && target != 1f) {
                    throw new IllegalArgumentException("target must be 0 or 1: " + target);
                }
            }
        }
    }
}
