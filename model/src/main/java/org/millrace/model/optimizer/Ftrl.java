package org.millrace.model.optimizer;

import org.millrace.model.math.Require;
import org.millrace.model.math.Subnormals;

/**
 * FTRL-Proximal (McMahan et al., "Ad click prediction: a view from the trenches", 2013), per coordinate and with the
 * learning rate as α: {@code σ = (√(n+g²) - √n)/α; z ← z + g - σw; n ← n + g²; w ← 0 if |z| ≤ λ₁, else
 * -(z - sgn(z)λ₁) / ((β + √n)/α + λ₂)}.
 *
 * <p>What is remembered is {@code αz} rather than z: the same for a constant rate, and a rate that falls does not shrink the
 * weights with it. The first step derives it from the initial parameters, which so are where the learning starts.
 *
 * @param beta keeps early steps small, positive
 * @param l1 λ₁, not negative; makes weights exactly zero
 * @param l2 λ₂, not negative
 */
public record Ftrl(double beta, double l1, double l2) implements Optimizer {

    public static final double DEFAULT_BETA = 1;
    public static final double DEFAULT_L1 = 0;
    public static final double DEFAULT_L2 = 0;

    public Ftrl {
        Require.positive(beta, "beta");
        Require.notNegative(l1, "l1");
        Require.notNegative(l2, "l2");
    }

    public Ftrl() {
        this(DEFAULT_BETA, DEFAULT_L1, DEFAULT_L2);
    }

    @Override
    public String kind() {
        return "ftrl";
    }

    @Override
    public int moments() {
        return 2;
    }

    @Override
    public UpdateRule at(long step, double rate) {
        float alpha = (float) rate;
        float b = (float) beta;
        float lasso = (float) (l1 * rate);
        float ridge = (float) (l2 * rate);
        boolean first = step == 1;
        return (parameters, gradient, moments, length) -> {
            float[] linear = moments[0];
            float[] squares = moments[1];
            for (int i = 0; i < length; i++) {
                float w = parameters[i];
                float g = gradient[i];
                float before = first ? -(w * (b + ridge) + Math.signum(w) * lasso) : linear[i];
                float n = Subnormals.flush(squares[i] + Subnormals.square(g));
                float root = (float) Math.sqrt(n);
                float z = before + alpha * g - (root - (float) Math.sqrt(squares[i])) * w;
                float beyond = Math.max(Math.abs(z) - lasso, 0f);
                linear[i] = z;
                squares[i] = n;
                parameters[i] = -Math.signum(z) * beyond / (b + root + ridge);
            }
        };
    }
}
