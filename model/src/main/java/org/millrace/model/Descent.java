package org.millrace.model;

import org.millrace.model.math.OffHeap;
import org.millrace.model.network.Architecture;
import org.millrace.model.network.Backpropagation;
import org.millrace.model.network.Dropout;
import org.millrace.model.network.Gradient;
import org.millrace.model.network.Workspace;

/**
 * The second half of a step: from the gradient by the outputs to changed parameters, by the cheapest way that is open.
 *
 * <ul>
 *   <li>Gradient descent and nothing else adds its gradient straight onto the weights; it is never written down.
 *   <li>Without clipping, the gradient is worked out slice by slice, and each used while it is in cache.
 *   <li>Otherwise, and where the bound of the norm says that a value might be NaN or infinite, the gradient is written down
 *       as a whole and looked at first.
 * </ul>
 */
final class Descent implements AutoCloseable {

    /** A change this small can neither be infinite nor, by rounding, take a finite float32 to infinity. */
    private static final double GREATEST_PLAIN_STEP = 1e30;

    /** A gradient this small has squares and a norm that are finite float32. */
    private static final double GREATEST_STREAMED_NORM = 1e15;

    /** How many values of a gradient are worked out at a time: enough for BLAS to be fast, few enough to stay in cache. */
    private static final int SLICE = 49_152;

    private final Architecture architecture;
    private final StepSettings steps;
    private final Backpropagation backpropagation;
    private final ParameterUpdate update;
    private final OffHeap slice;
    private Gradient gradient;
    private double norm;

    Descent(LearnerSettings settings, Dropout dropout) {
        architecture = settings.architecture();
        steps = settings.steps();
        backpropagation = new Backpropagation(architecture, dropout);
        update = new ParameterUpdate(steps);
        slice = new OffHeap(Math.max(SLICE, architecture.widestLayer()));
    }

    /**
     * Changes the parameters and moments by one step, given {@code workspace.outputDelta}. Returns false, with both as they
     * were, if the gradient is NaN or infinite.
     */
    boolean step(LearnerState state, Workspace workspace, int rows, double rate) {
        backpropagation.spread(state.network(), workspace, rows, state.random().position());
        double bound = backpropagation.normBound(workspace, rows);
        if (steps.descendsPlainly() && rate * bound < GREATEST_PLAIN_STEP) {
            backpropagation.descend(state.network(), workspace, rate, rows);
            norm = Double.NaN;
            return true;
        }
        if (!steps.clipping().clips() && bound < GREATEST_STREAMED_NORM) {
            update.begin(state, rate, 1);
            backpropagation.stream(workspace, slice, update, rows);
            norm = update.norm();
            return true;
        }
        return stepAfterALook(state, workspace, rows, rate);
    }

    private boolean stepAfterALook(LearnerState state, Workspace workspace, int rows, double rate) {
        if (gradient == null) {
            gradient = new Gradient(architecture);
        }
        backpropagation.gradient(state.network(), workspace, gradient, rows);
        norm = gradient.norm();
        if (!Double.isFinite(norm)) {
            return false;
        }
        update.begin(state, rate, clip());
        update.take(gradient.values(), gradient.values().length());
        return true;
    }

    private double clip() {
        if (steps.clipping().value() == 0) {
            return steps.clipping().scale(norm);
        }
        update.clipValues(gradient.values());
        return steps.clipping().scale(gradient.norm());
    }

    /** The norm of the last step's gradient before clipping; NaN where it was never written down. */
    double norm() {
        return norm;
    }

    @Override
    public void close() {
        slice.close();
        if (gradient != null) {
            gradient.close();
        }
    }
}
