package org.millrace.jobs.report;

import java.util.List;

/**
 * The course of a loss over the passes.
 *
 * @param losses one per pass
 */
record LossCourse(List<Double> losses) {

    /** A loss that changed by less than this share has stayed where it was. */
    private static final double NOTICEABLE = 0.03;

    /** A loss that fell by this share in all has moved. */
    private static final double MOVED = 0.1;

    private double loss(int passesAgo) {
        return losses.get(losses.size() - 1 - passesAgo);
    }

    private boolean isKnown() {
        return losses.size() >= 2 && losses.stream().allMatch(Double::isFinite);
    }

    /** Whether the last pass still brought something. */
    boolean isFalling() {
        return isKnown() && loss(0) < (1 - NOTICEABLE) * loss(1);
    }

    /** Whether it stayed where it was in the last pass. */
    boolean isLevel() {
        return isKnown() && Math.abs(loss(0) - loss(1)) <= NOTICEABLE * Math.abs(loss(1));
    }

    /** Whether it moved, and then stopped. */
    boolean hasSettled() {
        return isLevel() && loss(0) <= (1 - MOVED) * losses.get(0);
    }

    /** Whether no pass changed it by much. */
    boolean hasHardlyMoved() {
        return isLevel()
                && losses.stream().allMatch(loss -> Math.abs(loss - losses.get(0)) <= NOTICEABLE * losses.get(0));
    }
}
