package org.millrace.model.network;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.millrace.model.math.OffHeap;

/**
 * The memory a learner works in, for batches of up to {@link #rows} examples. Values of layers lie outside the heap, where
 * BLAS reads and writes them; element-wise passes fetch them block by block.
 */
public final class Workspace implements AutoCloseable {

    public final int rows;
    final OffHeap inputs;
    /** The sum of the squares of the inputs of the training batch. */
    public double inputSquares;
    /** Per hidden layer, the values it hands on, {@code [rows, units]}; for the output layer, the products alone. */
    public final OffHeap[] values;
    /** Per layer, the gradient of the loss by the pre-activations, {@code [rows, units]}. */
    final OffHeap[] deltas;
    /** Per layer whose derivative needs them, the pre-activations {@code [rows, units]}; else empty. */
    public final float[][] preActivations;
    /** Per layer that is followed by dropout, the activations before it {@code [rows, units]}; else empty. */
    final float[][] activations;

    /** The output layer's values, {@code [rows, outputs]}. */
    public final float[] outputs;
    /** The gradient of the loss by the outputs, {@code [rows, outputs]}. */
    public final float[] outputDelta;

    public final double[] exampleLosses;

    /** For the loss to work in, {@code [rows, outputs]}. */
    public final double[] lossScratch;

    public Workspace(Architecture architecture, boolean dropout, int rows) {
        this.rows = rows;
        inputs = OffHeap.matrix(rows, architecture.inputs());
        values = offHeap(architecture, rows);
        deltas = offHeap(architecture, rows);
        preActivations = onHeap(
                architecture, rows, layer -> architecture.activationOf(layer).needsPreActivation());
        int last = architecture.depth() - 1;
        activations = onHeap(architecture, rows, layer -> dropout && layer < last);
        outputs = new float[rows * architecture.outputs()];
        outputDelta = new float[rows * architecture.outputs()];
        exampleLosses = new double[rows];
        lossScratch = new double[rows * architecture.outputs()];
    }

    private static OffHeap[] offHeap(Architecture architecture, int rows) {
        return IntStream.range(0, architecture.depth())
                .mapToObj(layer -> OffHeap.matrix(rows, architecture.unitsOf(layer)))
                .toArray(OffHeap[]::new);
    }

    private static float[][] onHeap(Architecture architecture, int rows, IntPredicate needed) {
        return IntStream.range(0, architecture.depth())
                .mapToObj(layer -> new float[needed.test(layer) ? rows * architecture.unitsOf(layer) : 0])
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
