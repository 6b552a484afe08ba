package org.millrace.model.loss;

import org.millrace.model.math.Require;

/**
 * Huber's loss (1964): {@code (z-t)²/2} up to a distance of δ, beyond it {@code δ(|z-t| - δ/2)}.
 *
 * @param delta where the parabola becomes a line, positive
 */
public record Huber(double delta) implements ElementwiseLoss {

    public static final double DEFAULT_DELTA = 1;

    public Huber {
        Require.positive(delta, "delta");
    }

    public Huber() {
        this(DEFAULT_DELTA);
    }

    @Override
    public Task task() {
        return Task.REGRESSION;
    }

    @Override
    public double value(float z, float t) {
        double error = Math.abs((double) z - t);
        return error <= delta ? 0.5 * error * error : delta * (error - 0.5 * delta);
    }

    @Override
    public double slope(float z, float t) {
        return Math.max(-delta, Math.min(delta, (double) z - t));
    }
}
