package org.millrace.model;

/**
 * From the gradient of the loss by the outputs to the gradient by every parameter (Rumelhart, Hinton and Williams 1986):
 * per layer, {@code dW = xᵀ δ, db = Σ_rows δ} and for the layer before {@code δ' = (δ Wᵀ) ∘ f'(z)}.
 */
final class Backpropagation {

    private final Architecture architecture;
    private final float[] biasGradient;
    private final float[] bias;

    Backpropagation(Architecture architecture) {
        this.architecture = architecture;
        int widest = 0;
        for (int layer = 0; layer < architecture.depth(); layer++) {
            widest = Math.max(widest, architecture.unitsOf(layer));
        }
        biasGradient = new float[widest];
        bias = new float[widest];
    }

    /**
     * Spreads the outputs' gradient, which lies in {@code workspace.delta}, to all layers: afterwards
     * {@code workspace.deltas} hold every layer's δ. The parameters are only read.
     */
    void spread(DenseNetwork network, Workspace workspace, int rows) {
        int last = architecture.depth() - 1;
        float[] delta = workspace.delta;
        workspace.deltas[last].put(0, delta, 0, rows * architecture.unitsOf(last));
        for (int layer = last; layer > 0; layer--) {
            int inputs = architecture.inputsOf(layer);
            int units = architecture.unitsOf(layer);
            OffHeap below = workspace.deltas[layer - 1];
            Blas.multiplyTransposed(
                    workspace.deltas[layer].pointer(), network.weights(layer), below.pointer(), rows, inputs, units);
            below.get(0, delta, 0, rows * inputs);
            architecture
                    .activationOf(layer - 1)
                    .backward(
                            workspace.preActivations[layer - 1],
                            workspace.activations[layer - 1],
                            delta,
                            0,
                            rows * inputs);
            below.put(0, delta, 0, rows * inputs);
        }
    }

    /** Writes the gradient by every parameter, laid out as the network's parameters are. */
    void gradient(DenseNetwork network, Workspace workspace, Gradient gradient, int rows) {
        for (int layer = 0; layer < architecture.depth(); layer++) {
            int inputs = architecture.inputsOf(layer);
            int units = architecture.unitsOf(layer);
            OffHeap source = layer == 0 ? workspace.inputs : workspace.values[layer - 1];
            Blas.outer(
                    source.pointer(), workspace.deltas[layer].pointer(), gradient.weights(layer), rows, inputs, units);
            sumRows(workspace, layer, rows, units);
            gradient.values().put(network.biasOffset(layer), biasGradient, 0, units);
        }
    }

    /**
     * An upper bound of the norm of the gradient, after {@link #spread}: {@code ‖xᵀδ‖ ≤ ‖x‖ ‖δ‖} for every layer. NaN or
     * infinite if a value is, or if squares overflow float32.
     */
    double normBound(Workspace workspace, int rows) {
        double squares = 0;
        for (int layer = 0; layer < architecture.depth(); layer++) {
            OffHeap source = layer == 0 ? workspace.inputs : workspace.values[layer - 1];
            double inputs = Blas.squares(source.pointer(), rows * architecture.inputsOf(layer));
            double deltas = Blas.squares(workspace.deltas[layer].pointer(), rows * architecture.unitsOf(layer));
            squares += (inputs + rows) * deltas;
        }
        return Math.sqrt(squares);
    }

    /** Takes {@code rate} times the gradient off the parameters, without a gradient ever being written down. */
    void descend(DenseNetwork network, Workspace workspace, double rate, int rows) {
        float factor = (float) -rate;
        for (int layer = 0; layer < architecture.depth(); layer++) {
            int units = architecture.unitsOf(layer);
            OffHeap source = layer == 0 ? workspace.inputs : workspace.values[layer - 1];
            Blas.addOuter(
                    factor,
                    source.pointer(),
                    workspace.deltas[layer].pointer(),
                    network.weights(layer),
                    rows,
                    architecture.inputsOf(layer),
                    units);
            sumRows(workspace, layer, rows, units);
            network.parameters().get(network.biasOffset(layer), bias, 0, units);
            for (int j = 0; j < units; j++) {
                bias[j] += factor * biasGradient[j];
            }
            network.parameters().put(network.biasOffset(layer), bias, 0, units);
        }
    }

    private void sumRows(Workspace workspace, int layer, int rows, int units) {
        float[] delta = workspace.delta;
        workspace.deltas[layer].get(0, delta, 0, rows * units);
        java.util.Arrays.fill(biasGradient, 0, units, 0f);
        for (int row = 0; row < rows; row++) {
            int start = row * units;
            for (int j = 0; j < units; j++) {
                biasGradient[j] += delta[start + j];
            }
        }
    }
}
