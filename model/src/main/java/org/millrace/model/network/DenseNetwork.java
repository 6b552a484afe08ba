package org.millrace.model.network;

import org.bytedeco.javacpp.FloatPointer;
import org.millrace.model.math.OffHeap;
import org.millrace.model.math.RandomState;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters of a dense network: one flat float32 vector of which every layer's W {@code [inputs, units]}, row-major,
 * and b {@code [units]} are views, layer after layer, W before b.
 */
public final class DenseNetwork implements AutoCloseable {

    private final Architecture architecture;
    private final OffHeap parameters;
    private final int[] weightOffsets;
    private final int[] biasOffsets;
    private final FloatPointer[] weights;

    /** A network whose parameters are all zero. */
    public DenseNetwork(Architecture architecture) {
        this.architecture = architecture;
        parameters = new OffHeap((int) architecture.parameterCount());
        int depth = architecture.depth();
        weightOffsets = new int[depth];
        biasOffsets = new int[depth];
        weights = new FloatPointer[depth];
        int offset = 0;
        for (int layer = 0; layer < depth; layer++) {
            weightOffsets[layer] = offset;
            biasOffsets[layer] = offset + architecture.inputsOf(layer) * architecture.unitsOf(layer);
            weights[layer] = parameters.pointer(weightOffsets[layer]);
            offset = biasOffsets[layer] + architecture.unitsOf(layer);
        }
    }

    public static DenseNetwork initialized(
            Architecture architecture, Initialization initialization, RandomState random) {
        DenseNetwork network = new DenseNetwork(architecture);
        for (int layer = 0; layer < architecture.depth(); layer++) {
            network.initialize(layer, initialization, random);
        }
        return network;
    }

    /** Gives a layer new weights, and biases of zero. */
    public void initialize(int layer, Initialization initialization, RandomState random) {
        int inputs = architecture.inputsOf(layer);
        int units = architecture.unitsOf(layer);
        float[] values = new float[inputs * units];
        initialization.fill(values, inputs, units, random);
        parameters.put(weightOffsets[layer], values, 0, values.length);
        parameters.put(biasOffsets[layer], new float[units], 0, units);
    }

    public Architecture architecture() {
        return architecture;
    }

    public OffHeap parameters() {
        return parameters;
    }

    /** A view of a layer's W, {@code [inputs, units]}. */
    public INDArray weightsOf(int layer) {
        return parameters.array(weightOffsets[layer], architecture.inputsOf(layer), architecture.unitsOf(layer));
    }

    /** A view of a layer's b, {@code [units]}. */
    public INDArray biasesOf(int layer) {
        return parameters.array(biasOffsets[layer], architecture.unitsOf(layer));
    }

    public int weightOffset(int layer) {
        return weightOffsets[layer];
    }

    public int biasOffset(int layer) {
        return biasOffsets[layer];
    }

    FloatPointer weights(int layer) {
        return weights[layer];
    }

    public DenseNetwork copy() {
        DenseNetwork copy = new DenseNetwork(architecture);
        parameters.copyTo(copy.parameters);
        return copy;
    }

    @Override
    public void close() {
        parameters.close();
    }
}
