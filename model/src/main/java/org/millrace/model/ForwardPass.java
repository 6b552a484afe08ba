package org.millrace.model;

/**
 * Works out every layer's values: {@code z = x W + b, a = f(z)}, where x is the layer before or the inputs.
 *
 * <p>The product is BLAS's; bias and activation are one pass over Java arrays, a row at a time so that it stays in cache.
 */
final class ForwardPass {

    private final Architecture architecture;
    private final float[][] biases;

    ForwardPass(Architecture architecture) {
        this.architecture = architecture;
        biases = new float[architecture.depth()][];
        for (int layer = 0; layer < biases.length; layer++) {
            biases[layer] = new float[architecture.unitsOf(layer)];
        }
    }

    /** Takes {@code rows} examples from the workspace's inputs to its outputs. */
    void run(DenseNetwork network, Workspace workspace, int rows) {
        OffHeap source = workspace.inputs;
        for (int layer = 0; layer < architecture.depth(); layer++) {
            OffHeap target = workspace.values[layer];
            int inputs = architecture.inputsOf(layer);
            int units = architecture.unitsOf(layer);
            Blas.multiply(source.pointer(), network.weights(layer), target.pointer(), rows, inputs, units);
            target.get(0, workspace.preActivations[layer], 0, rows * units);
            activate(network, layer, rows, workspace.preActivations[layer], workspace.activations[layer]);
            boolean feedsAnotherLayer = layer + 1 < architecture.depth();
            if (feedsAnotherLayer) {
                target.put(0, workspace.activations[layer], 0, rows * units);
            }
            source = target;
        }
    }

    private void activate(DenseNetwork network, int layer, int rows, float[] z, float[] a) {
        int units = architecture.unitsOf(layer);
        float[] bias = biases[layer];
        network.parameters().get(network.biasOffset(layer), bias, 0, units);
        Activation activation = architecture.activationOf(layer);
        for (int row = 0; row < rows; row++) {
            int start = row * units;
            for (int j = 0; j < units; j++) {
                z[start + j] += bias[j];
            }
            activation.apply(z, a, start, start + units);
        }
    }
}
