package org.millrace.model.optimizer;

import org.millrace.model.math.Require;

/**
 * Nesterov's accelerated gradient (1983) in the form of Sutskever et al. (2013), as PyTorch has it:
 * {@code v ← momentum · v + g; w ← w - rate · (g + momentum · v)}.
 *
 * @param momentum the share of the last velocity that remains, in [0, 1)
 */
public record Nesterov(double momentum) implements VelocityOptimizer {

    public Nesterov {
        Require.decay(momentum, "momentum");
    }

    public Nesterov() {
        this(Momentum.DEFAULT_MOMENTUM);
    }

    @Override
    public String kind() {
        return "nesterov";
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
                parameters[i] -= r * (gradient[i] + decay * v);
            }
        };
    }
}
