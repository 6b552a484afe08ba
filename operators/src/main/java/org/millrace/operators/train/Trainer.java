package org.millrace.operators.train;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.millrace.model.Inspection;
import org.millrace.model.Learner;
import org.millrace.model.LearnerSettings;
import org.millrace.model.LearnerState;
import org.millrace.model.StepReport;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.operators.drift.DriftWatch;
import org.millrace.operators.policy.DriftPolicy;
import org.millrace.operators.progress.TrainEvent;
import org.millrace.operators.progress.TrainProgress;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.TrainElement;

/** Puts elements to a learner: trains on training batches, evaluates held-out ones, and lets the progress take it in. */
final class Trainer implements AutoCloseable {

    /** An inspection of the weights costs about as much as a step. */
    private static final int STEPS_BETWEEN_INSPECTIONS = 100;

    private final Learner learner;
    private final Inspection inspection;
    private final DriftPolicy drift;
    private final LongSupplier nanoseconds;

    /** @param nanoseconds a clock to measure steps by */
    Trainer(LearnerSettings settings, DriftPolicy drift, LongSupplier nanoseconds) {
        this.drift = drift;
        this.nanoseconds = nanoseconds;
        learner = new Learner(settings);
        inspection = new Inspection(settings);
    }

    LearnerState initialState() {
        return learner.initialState();
    }

    /** Changes {@code state}, {@code progress} and {@code watch} by an element. */
    TrainEvent apply(TrainElement element, LearnerState state, TrainProgress progress, DriftWatch watch) {
        return element instanceof ExampleBatch batch
                ? apply(batch, state, progress, watch)
                : progress.ended((EndOfPass) element);
    }

    private TrainEvent apply(ExampleBatch batch, LearnerState state, TrainProgress progress, DriftWatch watch) {
        Evaluation scores = progress.noScores();
        return switch (batch.split()) {
            case TRAINING -> train(batch, state, progress, watch, scores);
            case VALIDATION -> {
                learner.evaluate(state, batch.examples(), scores);
                yield progress.validated(batch, scores);
            }
            case TEST -> {
                learner.evaluate(state, batch.examples(), scores);
                yield progress.tested(batch, scores);
            }
        };
    }

    private TrainEvent train(
            ExampleBatch batch, LearnerState state, TrainProgress progress, DriftWatch watch, Evaluation prequential) {
        boolean inspects = state.step() % STEPS_BETWEEN_INSPECTIONS == 0;
        if (inspects) {
            inspection.before(state);
        }
        long start = nanoseconds.getAsLong();
        watch.begin();
        StepReport report = learner.learn(
                state,
                batch.examples(),
                watch.looks() ? prequential.and(watch) : prequential,
                batch.reading().completedPasses(),
                watch.rateFactor(drift));
        long duration = nanoseconds.getAsLong() - start;
        return progress.trained(
                batch,
                report,
                prequential,
                duration,
                inspects && !report.refused()
                        ? Optional.of(inspection.after(state, batch.examples()))
                        : Optional.empty());
    }

    /**
     * Lets the learning rate answer to a validation: with passes, all windows of a pass, which are the same in each; on a
     * live topic, a window.
     */
    void answer(TrainEvent event, LearnerState state) {
        if (event instanceof TrainEvent.Pass pass) {
            answerTo(pass.validation(), state);
        } else if (event instanceof TrainEvent.Window window && window.batch().phase() == Phase.LIVE) {
            answerTo(window.validation(), state);
        }
    }

    /** The drifts that a step gave away. They are answered now, before the next step. */
    List<TrainEvent.Drift> drifts(TrainEvent.Step step, LearnerState state, DriftWatch watch) {
        return watch.drifts(step.batch(), drift.answer()).stream()
                .map(found -> {
                    if (found.answer().isPresent()) {
                        answerToDrift(state, watch);
                    }
                    return new TrainEvent.Drift(step.batch(), found);
                })
                .toList();
    }

    private void answerToDrift(LearnerState state, DriftWatch watch) {
        watch.answered(drift);
        switch (drift.answer()) {
            case REPORT, RAISE_RATE -> {}
            case RESET_OPTIMIZER -> learner.resetOptimizer(state);
            case RESET_OUTPUT -> learner.resetOutputLayer(state);
        }
    }

    private void answerTo(Evaluation validation, LearnerState state) {
        if (validation.examples() > 0) {
            learner.validated(state, validation.loss());
        }
    }

    /** Frees the memory outside the heap. */
    @Override
    public void close() {
        learner.close();
        inspection.close();
    }
}
