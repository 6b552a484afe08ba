package org.millrace.model.loss;

/**
 * The logistic function σ with binary cross-entropy, for targets t of 0 or 1:
 * {@code loss = -t log σ(z) - (1-t) log(1-σ(z)) = max(z, 0) - zt + log(1 + exp(-|z|))}.
 */
public record BinaryCrossEntropy() implements ElementwiseLoss {

    @Override
    public void predict(float[] outputs, int from, int width, float[] into, int to) {
        for (int j = 0; j < width; j++) {
            into[to + j] = (float) logistic(outputs[from + j]);
        }
    }

    private static double logistic(float z) {
        return 1 / (1 + Math.exp(-z));
    }

    @Override
    public Task task() {
        return Task.MULTI_LABEL;
    }

    @Override
    public double value(float z, float t) {
        return Math.max(z, 0f) - (double) z * t + Math.log1p(Math.exp(-Math.abs(z)));
    }

    @Override
    public double slope(float z, float t) {
        return logistic(z) - t;
    }
}
