package org.millrace.operators.train;

import org.millrace.model.LearnerState;
import org.millrace.model.rehearsal.RehearsalBuffer;
import org.millrace.operators.drift.DriftWatch;
import org.millrace.operators.progress.TrainProgress;

/** All that is kept of one model, while an element has its turn. Its parts are changed in place; another learner takes the place. */
final class ModelState {

    private final TrainProgress progress;
    private final RehearsalBuffer rehearsal;
    private final BestNetwork best;
    private final DriftWatch drift;
    private LearnerState learner;

    ModelState(
            LearnerState learner,
            TrainProgress progress,
            RehearsalBuffer rehearsal,
            BestNetwork best,
            DriftWatch drift) {
        this.learner = learner;
        this.progress = progress;
        this.rehearsal = rehearsal;
        this.best = best;
        this.drift = drift;
    }

    LearnerState learner() {
        return learner;
    }

    void replaceLearner(LearnerState other) {
        learner = other;
    }

    TrainProgress progress() {
        return progress;
    }

    /** Examples to be trained on again; without room where nothing is rehearsed. */
    RehearsalBuffer rehearsal() {
        return rehearsal;
    }

    /** What early stopping keeps; nothing where it is off. */
    BestNetwork best() {
        return best;
    }

    /** What looks for drift. */
    DriftWatch drift() {
        return drift;
    }
}
