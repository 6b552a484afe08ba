package org.millrace.model.optimizer;

import org.millrace.model.math.Require;
import org.millrace.model.math.Subnormals;

/**
 * RMSProp (Tieleman and Hinton 2012): {@code s ← decay · s + (1 - decay) · g²; w ← w - rate · g / (√s + ε)}.
 *
 * @param decay how much of the last mean square remains, in [0, 1)
 * @param epsilon keeps the division finite, positive
 */
public record RmsProp(double decay, double epsilon) implements Optimizer {

    public static final double DEFAULT_DECAY = 0.99;
    public static final double DEFAULT_EPSILON = 1e-8;

    public RmsProp {
        Require.decay(decay, "decay");
        Require.positive(epsilon, "epsilon");
    }

    public RmsProp() {
        this(DEFAULT_DECAY, DEFAULT_EPSILON);
    }

    @Override
    public String kind() {
        return "rmsprop";
    }

    @Override
    public int moments() {
        return 1;
    }

    @Override
    public UpdateRule at(long step, double rate) {
        float r = (float) rate;
        float e = Subnormals.normal(epsilon);
        float d = (float) decay;
        float rest = (float) (1 - decay);
        return (parameters, gradient, moments, length) -> {
            float[] squares = moments[0];
            for (int i = 0; i < length; i++) {
                float g = gradient[i];
                float s = Subnormals.flush(d * squares[i] + rest * Subnormals.square(g));
                squares[i] = s;
                parameters[i] -= r * g / ((float) Math.sqrt(s) + e);
            }
        };
    }
}
