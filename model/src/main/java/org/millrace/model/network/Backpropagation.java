package org.millrace.model.network;

import org.millrace.model.math.Blas;
import org.millrace.model.math.OffHeap;
import org.millrace.model.math.Pieces;
import org.millrace.model.math.RandomState;
import org.millrace.model.math.Subnormals;
import org.millrace.model.math.Tile;

/**
 * From the gradient of the loss by the outputs to the gradient by every parameter (Rumelhart, Hinton and Williams 1986):
 * per layer, {@code dW = xᵀ δ, db = Σ_rows δ} and for the layer before {@code δ' = (δ Wᵀ) ∘ f'(z)}.
 */
public final class Backpropagation {

    private final Architecture architecture;
    private final Dropout dropout;
    /** Per layer, db once {@link #spread} has been called, in the tile's first row. */
    private final Tile[] biasGradients;

    private final float[] bias;
    private final float[] deltaBlock;
    private final float[] activationBlock;
    private final float[] preActivationBlock;

    public Backpropagation(Architecture architecture, Dropout dropout) {
        this.architecture = architecture;
        this.dropout = dropout;
        biasGradients = new Tile[architecture.depth()];
        int longest = 0;
        for (int layer = 0; layer < biasGradients.length; layer++) {
            biasGradients[layer] = new Tile(architecture.unitsOf(layer));
            longest = Math.max(longest, biasGradients[layer].values.length);
        }
        bias = new float[longest];
        deltaBlock = new float[longest];
        activationBlock = new float[longest];
        preActivationBlock = new float[longest];
    }

    /**
     * Spreads {@code workspace.outputDelta} to all layers: afterwards {@code workspace.deltas} hold every layer's δ. The
     * parameters are only read.
     *
     * @param random the position given to {@link ForwardPass#learn}
     */
    public void spread(DenseNetwork network, Workspace workspace, int rows, long random) {
        int last = architecture.depth() - 1;
        spreadOutputs(workspace, last, rows);
        for (int layer = last; layer > 0; layer--) {
            Blas.multiplyTransposed(
                    workspace.deltas[layer].pointer(),
                    network.weights(layer),
                    workspace.deltas[layer - 1].pointer(),
                    rows,
                    architecture.inputsOf(layer),
                    architecture.unitsOf(layer));
            differentiate(workspace, layer - 1, rows, random + valuesBelow(layer - 1, rows) * RandomState.GOLDEN_GAMMA);
        }
    }

    private void spreadOutputs(Workspace workspace, int last, int rows) {
        Tile sums = biasGradients[last];
        int total = rows * sums.width;
        sums.clear();
        for (int offset = 0; offset < total; offset += sums.values.length) {
            int length = Math.min(sums.values.length, total - offset);
            System.arraycopy(workspace.outputDelta, offset, deltaBlock, 0, length);
            Subnormals.flush(deltaBlock, length);
            sums.add(deltaBlock, length);
            workspace.deltas[last].put(offset, deltaBlock, 0, length);
        }
        sums.fold(rows);
    }

    private void differentiate(Workspace workspace, int layer, int rows, long random) {
        Activation activation = architecture.activationOf(layer);
        Tile sums = biasGradients[layer];
        OffHeap deltas = workspace.deltas[layer];
        int total = rows * sums.width;
        sums.clear();
        for (int offset = 0; offset < total; offset += sums.values.length) {
            int length = Math.min(sums.values.length, total - offset);
            deltas.get(offset, deltaBlock, 0, length);
            if (dropout.active()) {
                dropout.apply(deltaBlock, length, random, offset);
                System.arraycopy(workspace.activations[layer], offset, activationBlock, 0, length);
            } else {
                workspace.values[layer].get(offset, activationBlock, 0, length);
            }
            if (activation.needsPreActivation()) {
                System.arraycopy(workspace.preActivations[layer], offset, preActivationBlock, 0, length);
            }
            activation.backward(preActivationBlock, activationBlock, deltaBlock, length);
            Subnormals.flush(deltaBlock, length);
            sums.add(deltaBlock, length);
            deltas.put(offset, deltaBlock, 0, length);
        }
        sums.fold(rows);
    }

    private long valuesBelow(int layer, int rows) {
        long units = 0;
        for (int below = 0; below < layer; below++) {
            units += architecture.unitsOf(below);
        }
        return units * rows;
    }

    /** After {@link #spread}, writes the gradient by every parameter, laid out as the network's parameters are. */
    public void gradient(DenseNetwork network, Workspace workspace, Gradient gradient, int rows) {
        for (int layer = 0; layer < architecture.depth(); layer++) {
            int units = architecture.unitsOf(layer);
            Blas.outer(
                    source(workspace, layer).pointer(),
                    architecture.inputsOf(layer),
                    workspace.deltas[layer].pointer(),
                    gradient.weights(layer),
                    rows,
                    architecture.inputsOf(layer),
                    units);
            gradient.values().put(network.biasOffset(layer), biasGradients[layer].values, 0, units);
        }
    }

    /** After {@link #spread}, hands the gradient by every parameter on, slice by slice in the order of the parameters. */
    public void stream(Workspace workspace, OffHeap slice, GradientConsumer consumer, int rows) {
        for (int layer = 0; layer < architecture.depth(); layer++) {
            int inputs = architecture.inputsOf(layer);
            int units = architecture.unitsOf(layer);
            int most = Math.min(slice.length() / units, Pieces.inputs(Pieces.rows(rows, inputs, units), inputs, units));
            OffHeap source = source(workspace, layer);
            for (int from = 0; from < inputs; from += most) {
                int count = Math.min(most, inputs - from);
                Blas.outer(
                        source.at(from),
                        inputs,
                        workspace.deltas[layer].pointer(),
                        slice.pointer(),
                        rows,
                        count,
                        units);
                consumer.take(slice, count * units);
            }
            consumer.take(biasGradients[layer].values, units);
        }
    }

    /**
     * After {@link #spread}, an upper bound of the gradient's norm: {@code ‖xᵀδ‖ ≤ ‖x‖ ‖δ‖} for every layer. NaN or
     * infinite if a value is, or if squares overflow float32.
     */
    public double normBound(Workspace workspace, int rows) {
        double squares = 0;
        for (int layer = 0; layer < architecture.depth(); layer++) {
            double inputs = layer == 0
                    ? workspace.inputSquares
                    : workspace.values[layer - 1].squares(0, rows * architecture.inputsOf(layer));
            double deltas = workspace.deltas[layer].squares(0, rows * architecture.unitsOf(layer));
            squares += (inputs + rows) * deltas;
        }
        return Math.sqrt(squares);
    }

    /** After {@link #spread}, takes {@code rate} times the gradient off the parameters; it is never written down. */
    public void descend(DenseNetwork network, Workspace workspace, double rate, int rows) {
        float factor = (float) -rate;
        for (int layer = 0; layer < architecture.depth(); layer++) {
            int units = architecture.unitsOf(layer);
            Blas.addOuter(
                    factor,
                    source(workspace, layer).pointer(),
                    workspace.deltas[layer].pointer(),
                    network.weights(layer),
                    rows,
                    architecture.inputsOf(layer),
                    units);
            float[] biasGradient = biasGradients[layer].values;
            network.parameters().get(network.biasOffset(layer), bias, 0, units);
            for (int j = 0; j < units; j++) {
                bias[j] += factor * biasGradient[j];
            }
            network.parameters().put(network.biasOffset(layer), bias, 0, units);
        }
    }

    private static OffHeap source(Workspace workspace, int layer) {
        return layer == 0 ? workspace.inputs : workspace.values[layer - 1];
    }
}
