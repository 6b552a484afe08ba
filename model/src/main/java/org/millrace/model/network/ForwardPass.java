package org.millrace.model.network;

import org.millrace.model.math.Blas;
import org.millrace.model.math.OffHeap;
import org.millrace.model.math.RandomState;
import org.millrace.model.math.Tile;

/**
 * Works out every layer's values: {@code z = x W + b, a = f(z)}, where x is the layer before or the inputs.
 *
 * <p>The product is BLAS's; bias, activation and dropout are one pass over blocks that stay in cache.
 */
public final class ForwardPass {

    private final Architecture architecture;
    private final Dropout dropout;
    private final Tile[] biases;
    private final float[][] blocks;

    public ForwardPass(Architecture architecture, Dropout dropout) {
        this.architecture = architecture;
        this.dropout = dropout;
        biases = new Tile[architecture.depth()];
        blocks = new float[architecture.depth()][];
        for (int layer = 0; layer < biases.length; layer++) {
            biases[layer] = new Tile(architecture.unitsOf(layer));
            blocks[layer] = new float[biases[layer].values.length];
        }
    }

    /** Takes {@code rows} examples from the workspace's inputs to its outputs, without dropout. */
    public void predict(DenseNetwork network, Workspace workspace, int rows) {
        run(network, workspace, rows, false, 0);
    }

    /** The same while learning: with dropout, decided by the numbers that follow {@code random}. */
    public void learn(DenseNetwork network, Workspace workspace, int rows, long random) {
        run(network, workspace, rows, dropout.active(), random);
    }

    private void run(DenseNetwork network, Workspace workspace, int rows, boolean dropsOut, long random) {
        OffHeap source = workspace.inputs;
        long start = random;
        int last = architecture.depth() - 1;
        for (int layer = 0; layer <= last; layer++) {
            OffHeap target = workspace.values[layer];
            int units = architecture.unitsOf(layer);
            Blas.multiply(
                    source.pointer(),
                    network.weights(layer),
                    target.pointer(),
                    rows,
                    architecture.inputsOf(layer),
                    units);
            network.parameters().get(network.biasOffset(layer), biases[layer].values, 0, units);
            biases[layer].repeat(rows);
            if (layer < last) {
                activate(layer, rows, workspace, dropsOut, start);
            } else {
                finish(layer, rows, workspace);
            }
            start += (long) rows * units * RandomState.GOLDEN_GAMMA;
            source = target;
        }
    }

    private void activate(int layer, int rows, Workspace workspace, boolean dropsOut, long random) {
        Activation activation = architecture.activationOf(layer);
        Tile bias = biases[layer];
        float[] block = blocks[layer];
        OffHeap values = workspace.values[layer];
        int total = rows * bias.width;
        for (int offset = 0; offset < total; offset += block.length) {
            int length = Math.min(block.length, total - offset);
            values.get(offset, block, 0, length);
            add(bias.values, block, length);
            if (activation.needsPreActivation()) {
                System.arraycopy(block, 0, workspace.preActivations[layer], offset, length);
            }
            activation.apply(block, length);
            if (dropsOut) {
                System.arraycopy(block, 0, workspace.activations[layer], offset, length);
                dropout.apply(block, length, random, offset);
            }
            values.put(offset, block, 0, length);
        }
    }

    private void finish(int layer, int rows, Workspace workspace) {
        Tile bias = biases[layer];
        float[] block = blocks[layer];
        int total = rows * bias.width;
        for (int offset = 0; offset < total; offset += block.length) {
            int length = Math.min(block.length, total - offset);
            workspace.values[layer].get(offset, block, 0, length);
            add(bias.values, block, length);
            System.arraycopy(block, 0, workspace.outputs, offset, length);
        }
    }

    private static void add(float[] bias, float[] block, int length) {
        for (int i = 0; i < length; i++) {
            block[i] += bias[i];
        }
    }
}
