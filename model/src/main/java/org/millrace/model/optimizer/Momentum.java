package org.millrace.model.optimizer;

import org.millrace.model.math.Require;

/**
 * Gradient descent with heavy-ball momentum (Polyak 1964, in the form of Sutskever et al. 2013 as PyTorch has it):
 * {@code v ← momentum · v + g; w ← w - rate · v}.
 *
 * @param momentum the share of the last velocity that remains, in [0, 1)
 */
public record Momentum(double momentum) implements VelocityOptimizer {

    public static final double DEFAULT_MOMENTUM = 0.9;

    public Momentum {
        Require.decay(momentum, "momentum");
    }

    public Momentum() {
        this(DEFAULT_MOMENTUM);
    }

    @Override
    public String kind() {
        return "momentum";
    }

    @Override
    public UpdateRule at(long step, double rate) {
        float r = (float) rate;
        float decay = (float) momentum;
        return (parameters, gradient, moments, length) -> {
            float[] velocity = moments[0];
            for (int i = 0; i < length; i++) {
                float v = VelocityOptimizer.velocity(decay, velocity[i], gradient[i]);
                velocity[i] = v;
                parameters[i] -= r * v;
            }
        };
    }
}
