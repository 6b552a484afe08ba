package org.millrace.model;

import java.util.stream.IntStream;

/**
 * The memory a learner works in, for batches of up to {@link #rows} examples: the values of every layer and their
 * gradients, once outside the heap for BLAS and once as Java arrays for the element-wise passes.
 */
final class Workspace implements AutoCloseable {

    final int rows;
    final OffHeap inputs;
    /** Per layer, the activations outside the heap, {@code [rows, units]}. */
    final OffHeap[] values;
    /** Per layer, the gradient of the loss by the pre-activations outside the heap, {@code [rows, units]}. */
    final OffHeap[] deltas;
    /** Per layer, the pre-activations z. */
    final float[][] preActivations;
    /** Per layer, the activations a = f(z). */
    final float[][] activations;

    final float[] scaledFeatures;
    final float[] delta;
    final double[] exampleLosses;

    Workspace(Architecture architecture, int rows) {
        this.rows = rows;
        int depth = architecture.depth();
        inputs = new OffHeap(rows * architecture.inputs());
        values = offHeap(architecture, rows);
        deltas = offHeap(architecture, rows);
        preActivations = onHeap(architecture, rows);
        activations = onHeap(architecture, rows);
        scaledFeatures = new float[rows * architecture.inputs()];
        delta = new float
                [rows
                        * IntStream.range(0, depth)
                                .map(architecture::unitsOf)
                                .max()
                                .orElseThrow()];
        exampleLosses = new double[rows];
    }

    float[] outputs() {
        return activations[activations.length - 1];
    }

    private static OffHeap[] offHeap(Architecture architecture, int rows) {
        return IntStream.range(0, architecture.depth())
                .mapToObj(layer -> new OffHeap(rows * architecture.unitsOf(layer)))
                .toArray(OffHeap[]::new);
    }

    private static float[][] onHeap(Architecture architecture, int rows) {
        return IntStream.range(0, architecture.depth())
                .mapToObj(layer -> new float[rows * architecture.unitsOf(layer)])
                .toArray(float[][]::new);
    }

    @Override
    public void close() {
        inputs.close();
        for (int layer = 0; layer < values.length; layer++) {
            values[layer].close();
            deltas[layer].close();
        }
    }
}
