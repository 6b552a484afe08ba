package org.millrace.model.loss;

/** {@code loss = |z - t|}; its slope at 0 is 0. */
public record MeanAbsoluteError() implements ElementwiseLoss {

    @Override
    public Task task() {
        return Task.REGRESSION;
    }

    @Override
    public double value(float z, float t) {
        return Math.abs((double) z - t);
    }

    @Override
    public double slope(float z, float t) {
        return Math.signum((double) z - t);
    }
}
