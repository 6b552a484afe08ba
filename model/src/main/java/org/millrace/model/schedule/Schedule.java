package org.millrace.model.schedule;

import java.io.Serializable;

/** The course of the learning rate over the steps: the factor of the base rate. */
public interface Schedule extends Serializable {

    /**
     * The factor for a step.
     *
     * @param step how many steps were taken before, at least 0
     */
    double factor(long step);

    /**
     * The factor for a step of which is also known how far the examples have been gone through.
     *
     * @param step how many steps were taken before, at least 0
     * @param passes how many passes over the examples were made before, as a fraction
     */
    default double factor(long step, double passes) {
        return factor(step);
    }
}
