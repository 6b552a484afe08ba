package org.millrace.model.optimizer;

/** Stochastic gradient descent: {@code w ← w - rate · g}. */
public record Sgd() implements Optimizer {

    @Override
    public String kind() {
        return "sgd";
    }

    @Override
    public int moments() {
        return 0;
    }

    @Override
    public boolean isPlainDescent() {
        return true;
    }

    @Override
    public UpdateRule at(long step, double rate) {
        float r = (float) rate;
        return (parameters, gradient, moments, length) -> {
            for (int i = 0; i < length; i++) {
                parameters[i] -= r * gradient[i];
            }
        };
    }
}
