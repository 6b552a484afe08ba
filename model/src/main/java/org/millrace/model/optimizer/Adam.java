package org.millrace.model.optimizer;

import org.millrace.model.math.Require;
import org.millrace.model.math.Subnormals;

/**
 * Adam (Kingma and Ba 2015): {@code m ← β₁m + (1-β₁)g; v ← β₂v + (1-β₂)g²; w ← w - rate · m̂ / (√v̂ + ε)} with the
 * bias-corrected {@code m̂ = m/(1-β₁ᵗ)}, {@code v̂ = v/(1-β₂ᵗ)}.
 *
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon keeps the division finite, positive
 */
public record Adam(double beta1, double beta2, double epsilon) implements Optimizer {

    public static final double DEFAULT_BETA1 = 0.9;
    public static final double DEFAULT_BETA2 = 0.999;
    public static final double DEFAULT_EPSILON = 1e-8;

    public Adam {
        Require.decay(beta1, "beta1");
        Require.decay(beta2, "beta2");
        Require.positive(epsilon, "epsilon");
    }

    public Adam() {
        this(DEFAULT_BETA1, DEFAULT_BETA2, DEFAULT_EPSILON);
    }

    @Override
    public String kind() {
        return "adam";
    }

    @Override
    public int moments() {
        return 2;
    }

    @Override
    public UpdateRule at(long step, double rate) {
        float b1 = (float) beta1;
        float b2 = (float) beta2;
        float rest1 = (float) (1 - beta1);
        float rest2 = (float) (1 - beta2);
        // √v̂ + ε = (√v + ε√(1-β₂ᵗ)) / √(1-β₂ᵗ): both corrections move out of the loop.
        double correction2 = Math.sqrt(1 - StrictMath.pow(beta2, (double) step));
        float r = (float) (rate * correction2 / (1 - StrictMath.pow(beta1, (double) step)));
        float e = Subnormals.normal(epsilon * correction2);
        return (parameters, gradient, moments, length) -> {
            float[] first = moments[0];
            float[] second = moments[1];
            for (int i = 0; i < length; i++) {
                float g = gradient[i];
                float m = Subnormals.flush(b1 * first[i] + rest1 * g);
                float v = Subnormals.flush(b2 * second[i] + rest2 * Subnormals.square(g));
                first[i] = m;
                second[i] = v;
                parameters[i] -= r * m / ((float) Math.sqrt(v) + e);
            }
        };
    }
}
