package org.millrace.model.optimizer;

import org.millrace.model.math.Require;
import org.millrace.model.math.Subnormals;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019): {@code w ← w - rate · weightDecay · w}, then the step of
 * {@link Adam}.
 *
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon keeps the division finite, positive
 * @param weightDecay the share of a parameter that is taken off per unit of learning rate, not negative
 */
public record AdamW(double beta1, double beta2, double epsilon, double weightDecay) implements Optimizer {

    public static final double DEFAULT_BETA1 = Adam.DEFAULT_BETA1;
    public static final double DEFAULT_BETA2 = Adam.DEFAULT_BETA2;
    public static final double DEFAULT_EPSILON = Adam.DEFAULT_EPSILON;
    public static final double DEFAULT_WEIGHT_DECAY = 0.01;

    public AdamW {
        Require.decay(beta1, "beta1");
        Require.decay(beta2, "beta2");
        Require.positive(epsilon, "epsilon");
        Require.notNegative(weightDecay, "weight decay");
    }

    public AdamW() {
        this(DEFAULT_BETA1, DEFAULT_BETA2, DEFAULT_EPSILON, DEFAULT_WEIGHT_DECAY);
    }

    @Override
    public String kind() {
        return "adamw";
    }

    @Override
    public int moments() {
        return 2;
    }

    @Override
    public UpdateRule at(long step, double rate) {
        UpdateRule adam = new Adam(beta1, beta2, epsilon).at(step, rate);
        float remains = (float) (1 - rate * weightDecay);
        return (parameters, gradient, moments, length) -> {
            for (int i = 0; i < length; i++) {
                parameters[i] = Subnormals.flush(parameters[i]) * remains;
            }
            adam.update(parameters, gradient, moments, length);
        };
    }
}
