package org.millrace.model.loss;

import java.io.Serializable;

/**
 * The function that training minimises. Outputs are the network's linear outputs: the loss applies softmax or the logistic function
 * itself, where rounding can be kept in check.
 */
public interface Loss extends Serializable {

    double[] NONE = {};

    Task task();

    /** The weights of classes in the loss of a batch. */
    default ClassWeights classWeights() {
        return ClassWeights.NONE;
    }

    /**
     * The loss of a batch and its gradient by the outputs. The weight of an example multiplies its part of both, so that an
     * example of weight 2 moves the parameters twice as far, alone in its batch or not.
     *
     * @param outputs {@code [rows, width]}
     * @param classWeights the weight of each class; empty where all count the same
     * @param delta receives the gradient, {@code [rows, width]}
     * @param exampleLosses receives each example's loss without weights and smoothing
     * @param scratch overwritten, {@code [rows, width]}
     * @return the loss that the gradient is of
     */
    double gradient(
            float[] outputs,
            int width,
            MiniBatch batch,
            float[] classWeights,
            float[] delta,
            double[] exampleLosses,
            double[] scratch);

    /**
     * The probabilities that {@link #gradient} has left behind, {@code [rows, width]}, so that they need not be worked out again; empty
     * where it leaves none.
     *
     * @param scratch of the call
     */
    default double[] probabilities(double[] scratch) {
        return NONE;
    }

    /** Each example's loss without weights and smoothing, for {@code rows} rows of the batch that start at {@code from}. */
    void exampleLosses(float[] outputs, int width, MiniBatch batch, int from, int rows, double[] exampleLosses);

    /** Turns one row of outputs into probabilities, or leaves numbers as they are. */
    void predict(float[] outputs, int from, int width, float[] into, int to);
}
