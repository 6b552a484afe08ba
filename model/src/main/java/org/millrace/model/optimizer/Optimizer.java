package org.millrace.model.optimizer;

import java.io.Serializable;
import org.millrace.model.LearnerState;

/**
 * How a gradient becomes a change of the parameters.
 *
 * <p>An optimizer is a value: its memory from step to step lies in the {@link LearnerState} as {@link #moments()}
 * vectors as long as the parameters, zero before the first step. An update comes in blocks small enough to stay in the
 * processor's cache.
 */
public interface Optimizer extends Serializable {

    /** A name that is written into snapshots: a state made by one optimizer is refused by another. */
    String kind();

    /** How many vectors of the parameters' length this optimizer remembers. */
    int moments();

    /** Whether a step is {@code w ← w - rate · g} and nothing else, which is done without writing the gradient down. */
    default boolean isPlainDescent() {
        return false;
    }

    /**
     * The rule for one step.
     *
     * @param step the number of the step, counted from 1, and from 1 again after the moments were cleared
     * @param rate the learning rate
     */
    UpdateRule at(long step, double rate);
}
