package org.millrace.model.optimizer;

import org.millrace.model.math.Subnormals;

/** Gradient descent along a velocity v, {@code v ← momentum · v + g}, which is all that it remembers. */
interface VelocityOptimizer extends Optimizer {

    /** The share of the last velocity that remains, in [0, 1). */
    double momentum();

    @Override
    default int moments() {
        return 1;
    }

    static float velocity(float momentum, float before, float gradient) {
        return Subnormals.flush(momentum * before + gradient);
    }
}
