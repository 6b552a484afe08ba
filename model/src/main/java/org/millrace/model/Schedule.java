package org.millrace.model;

import java.io.Serializable;

/** How the learning rate moves with the step: what the base rate is multiplied by. */
public interface Schedule extends Serializable {

    /** Always the base rate. */
    Schedule CONSTANT = new Schedules.Constant();

    /**
     * The factor for a step.
     *
     * @param step how many steps were taken before, at least 0
     */
    double factor(long step);
}
