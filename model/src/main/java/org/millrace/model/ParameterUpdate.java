package org.millrace.model;

import org.millrace.model.math.OffHeap;
import org.millrace.model.network.GradientConsumer;
import org.millrace.model.optimizer.Moments;
import org.millrace.model.optimizer.UpdateRule;

/**
 * Takes regularisation and optimizer over the parameter vector, in blocks that stay in the first-level cache. The gradient
 * comes in pieces of any length, so that it can be used right after it was worked out.
 */
final class ParameterUpdate implements GradientConsumer {

    private static final int BLOCK = Moments.BLOCK;

    private final StepSettings settings;
    private final float[] parameters = new float[BLOCK];
    private final float[] gradient = new float[BLOCK];

    private LearnerState state;
    private UpdateRule rule;
    private double learningRate;
    private float factor;
    private double squares;
    /** Where the block that is being filled starts, and how far it is. */
    private int offset;

    private int filled;

    ParameterUpdate(StepSettings settings) {
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
     * Begins one step of a state's parameters and moments. Then {@link #take} takes the whole gradient, in the order of the
     * parameters.
     *
     * @param rate the learning rate
     * @param scale the factor for the gradient, from clipping
     */
    void begin(LearnerState changed, double rate, double scale) {
        state = changed;
        rule = settings.optimizer().at(changed.step() + 1 - changed.moments().since(), rate);
        learningRate = rate;
        factor = (float) scale;
        squares = 0;
        offset = 0;
        filled = 0;
    }

    @Override
    public void take(OffHeap values, int length) {
        squares += values.squares(0, length);
        for (int taken = 0; taken < length; ) {
            int size = Math.min(room(), length - taken);
            values.get(taken, gradient, filled, size);
            taken += size;
            fill(size);
        }
    }

    @Override
    public void take(float[] values, int length) {
        for (int taken = 0; taken < length; ) {
            int size = Math.min(room(), length - taken);
            for (int i = 0; i < size; i++) {
                float value = values[taken + i];
                gradient[filled + i] = value;
                squares += (double) value * value;
            }
            taken += size;
            fill(size);
        }
    }

    /** The Euclidean norm of the gradient taken so far. */
    double norm() {
        return Math.sqrt(squares);
    }

    /** How many values are missing until the next block is complete. */
    private int room() {
        return Math.min(BLOCK, state.network().parameters().length() - offset) - filled;
    }

    private void fill(int size) {
        filled += size;
        if (room() == 0) {
            update(filled);
            offset += filled;
            filled = 0;
        }
    }

    private void update(int size) {
        OffHeap vector = state.network().parameters();
        vector.get(offset, parameters, 0, size);
        if (factor != 1) {
            multiply(size);
        }
        if (settings.regularization().touchesParameters()) {
            settings.regularization().apply(learningRate, parameters, gradient, size);
        }
        rule.update(parameters, gradient, state.moments().block(offset / BLOCK), size);
        vector.put(offset, parameters, 0, size);
    }

    private void multiply(int size) {
        for (int i = 0; i < size; i++) {
            gradient[i] *= factor;
        }
    }
}
