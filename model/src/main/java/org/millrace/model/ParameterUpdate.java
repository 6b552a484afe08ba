package org.millrace.model;

/** Takes regularisation and optimizer over the parameter vector, in blocks that stay in the first-level cache. */
final class ParameterUpdate {

    private static final int BLOCK = Moments.BLOCK;

    private final LearnerSettings settings;
    private final float[] parameters = new float[BLOCK];
    private final float[] gradient = new float[BLOCK];

    ParameterUpdate(LearnerSettings settings) {
        this.settings = settings;
    }

    /** Bounds every value of the gradient, in place. */
    void clipValues(OffHeap values) {
        float greatest = (float) settings.clipping().value();
        for (int offset = 0; offset < values.length(); offset += BLOCK) {
            int size = Math.min(BLOCK, values.length() - offset);
            values.get(offset, gradient, 0, size);
            for (int i = 0; i < size; i++) {
                gradient[i] = Math.max(-greatest, Math.min(greatest, gradient[i]));
            }
            values.put(offset, gradient, 0, size);
        }
    }

    /**
     * Changes a state's parameters and moments by one step.
     *
     * @param rate the learning rate
     * @param scale what the gradient is multiplied by first, for clipping
     */
    void apply(LearnerState state, double rate, double scale, OffHeap from) {
        UpdateRule rule = settings.optimizer().at(state.step() + 1, rate);
        Regularization regularization = settings.regularization();
        OffHeap into = state.network().parameters();
        for (int offset = 0; offset < into.length(); offset += BLOCK) {
            int size = Math.min(BLOCK, into.length() - offset);
            into.get(offset, parameters, 0, size);
            from.get(offset, gradient, 0, size);
            if (scale != 1) {
                multiply((float) scale, size);
            }
            if (regularization.touchesParameters()) {
                regularization.apply(rate, parameters, gradient, size);
            }
            rule.update(parameters, gradient, state.moments().block(offset / BLOCK), size);
            into.put(offset, parameters, 0, size);
        }
    }

    private void multiply(float scale, int size) {
        for (int i = 0; i < size; i++) {
            gradient[i] *= scale;
        }
    }
}
