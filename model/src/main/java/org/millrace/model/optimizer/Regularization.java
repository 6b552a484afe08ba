package org.millrace.model.optimizer;

import java.io.Serializable;
import org.millrace.model.math.Require;
import org.millrace.model.math.Subnormals;

/**
 * The penalties on large parameters, weights and biases alike, with any optimizer, and the dropout of hidden values.
 *
 * @param l1 {@code l1 · sgn(w)} is added to the gradient; not negative
 * @param l2 {@code l2 · w} is added to the gradient; not negative
 * @param weightDecay {@code rate · weightDecay · w} is taken off the parameter before the optimizer's step; not negative
 * @param dropout the probability with which a hidden value is dropped in training, in [0, 1)
 */
public record Regularization(double l1, double l2, double weightDecay, double dropout) implements Serializable {

    public static final Regularization NONE = new Regularization(0, 0, 0, 0);

    public Regularization {
        Require.notNegative(l1, "l1");
        Require.notNegative(l2, "l2");
        Require.notNegative(weightDecay, "weight decay");
        Require.decay(dropout, "dropout");
    }

    public Regularization withL2(double other) {
        return new Regularization(l1, other, weightDecay, dropout);
    }

    public Regularization withDropout(double other) {
        return new Regularization(l1, l2, weightDecay, other);
    }

    /** Whether the parameters' update is more than the optimizer's. */
    public boolean touchesParameters() {
        return l1 > 0 || l2 > 0 || weightDecay > 0;
    }

    /** Adds the penalties' gradient and decays the parameters, over [0, length). */
    public void apply(double rate, float[] parameters, float[] gradient, int length) {
        float lasso = (float) l1;
        float ridge = (float) l2;
        float remains = (float) (1 - rate * weightDecay);
        for (int i = 0; i < length; i++) {
            float w = Subnormals.flush(parameters[i]);
            gradient[i] += ridge * w + lasso * Math.signum(w);
            parameters[i] = remains * w;
        }
    }
}
