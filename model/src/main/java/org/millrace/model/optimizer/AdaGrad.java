package org.millrace.model.optimizer;

import org.millrace.model.math.Require;
import org.millrace.model.math.Subnormals;

/**
 * AdaGrad (Duchi, Hazan and Singer 2011): {@code s ← s + g²; w ← w - rate · g / (√s + ε)}.
 *
 * @param epsilon keeps the division finite, positive
 */
public record AdaGrad(double epsilon) implements Optimizer {

    public static final double DEFAULT_EPSILON = 1e-10;

    public AdaGrad {
        Require.positive(epsilon, "epsilon");
    }

    public AdaGrad() {
        this(DEFAULT_EPSILON);
    }

    @Override
    public String kind() {
        return "adagrad";
    }

    @Override
    public int moments() {
        return 1;
    }

    @Override
    public UpdateRule at(long step, double rate) {
        float r = (float) rate;
        float e = Subnormals.normal(epsilon);
        return (parameters, gradient, moments, length) -> {
            float[] squares = moments[0];
            for (int i = 0; i < length; i++) {
                float g = gradient[i];
                float s = Subnormals.flush(squares[i] + Subnormals.square(g));
                squares[i] = s;
                parameters[i] -= r * g / ((float) Math.sqrt(s) + e);
            }
        };
    }
}
