package org.millrace.model.loss;

/** {@code loss = (z - t)²}. */
public record MeanSquaredError() implements ElementwiseLoss {

    @Override
    public Task task() {
        return Task.REGRESSION;
    }

    @Override
    public double value(float z, float t) {
        double error = (double) z - t;
        return error * error;
    }

    @Override
    public double slope(float z, float t) {
        return 2 * ((double) z - t);
    }
}
