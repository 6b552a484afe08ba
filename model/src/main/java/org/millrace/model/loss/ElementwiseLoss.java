package org.millrace.model.loss;

/** A loss that is the mean, over examples and outputs, of a function of one output z and its target t, times the weight. */
interface ElementwiseLoss extends Loss {

    double value(float z, float t);

    /** The derivative of {@link #value} by z. */
    double slope(float z, float t);

    @Override
    default double gradient(
            float[] outputs,
            int width,
            MiniBatch batch,
            float[] classWeights,
            float[] delta,
            double[] exampleLosses,
            double[] scratch) {
        double share = 1.0 / ((double) batch.rows() * width);
        for (int i = 0; i < batch.rows() * width; i++) {
            delta[i] = (float) (slope(outputs[i], batch.targets()[i]) * share * batch.weight(i / width));
        }
        exampleLosses(outputs, width, batch, 0, batch.rows(), exampleLosses);
        double sum = 0;
        for (int row = 0; row < batch.rows(); row++) {
            sum += exampleLosses[row] * batch.weight(row);
        }
        return sum / batch.rows();
    }

    @Override
    default void exampleLosses(
            float[] outputs, int width, MiniBatch batch, int from, int rows, double[] exampleLosses) {
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int j = 0; j < width; j++) {
                sum += value(outputs[row * width + j], batch.targets()[(from + row) * width + j]);
            }
            exampleLosses[row] = sum / width;
        }
    }

    @Override
    default void predict(float[] outputs, int from, int width, float[] into, int to) {
        System.arraycopy(outputs, from, into, to, width);
    }
}
