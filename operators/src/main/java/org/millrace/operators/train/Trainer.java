package org.millrace.operators.train;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.millrace.model.Inspection;
import org.millrace.model.Learner;
import org.millrace.model.LearnerSettings;
import org.millrace.model.LearnerState;
import org.millrace.model.StepReport;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.rehearsal.Rehearsal;
import org.millrace.model.rehearsal.RehearsalBuffer;
import org.millrace.model.rehearsal.RehearsalSettings;
import org.millrace.operators.progress.TrainEvent;
import org.millrace.operators.progress.TrainProgress;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Phase;

/** Puts elements to a learner: trains on training batches, evaluates held-out ones, and lets the progress take it in. */
final class Trainer implements AutoCloseable {

    /** An inspection of the weights costs about as much as a step. */
    private static final int STEPS_BETWEEN_INSPECTIONS = 100;

    private final LongSupplier nanoseconds;
    private final Rehearsal rehearsal;
    private Learner learner;
    private Inspection inspection;

    /** @param nanoseconds a clock to measure steps by */
    Trainer(LearnerSettings settings, RehearsalSettings rehearsal, LongSupplier nanoseconds) {
        this.nanoseconds = nanoseconds;
        this.rehearsal = new Rehearsal(rehearsal.examples(), settings.inputs(), settings.seed());
        learner = new Learner(settings);
        inspection = new Inspection(settings);
    }

    /** The state before the first step, of a network with so many outputs. */
    LearnerState initialState(int outputs) {
        fit(outputs);
        return learner.initialState();
    }

    /** The same state, or one with so many outputs where that is more. */
    LearnerState grown(LearnerState state, int outputs) {
        return outputs > state.architecture().outputs()
                ? state.withOutputs(outputs, learner.settings().initialization())
                : state;
    }

    private void fit(int outputs) {
        LearnerSettings settings = learner.settings();
        if (settings.architecture().outputs() != outputs) {
            close();
            learner = new Learner(settings.withOutputs(outputs));
            inspection = new Inspection(learner.settings());
        }
    }

    /**
     * Changes {@code state} and {@code progress} by a batch.
     *
     * @param buffer of training examples to rehearse, which takes in those of the batch
     */
    TrainEvent apply(ExampleBatch batch, LearnerState state, TrainProgress progress, RehearsalBuffer buffer) {
        fit(state.architecture().outputs());
        Evaluation scores = progress.noScores();
        return switch (batch.split()) {
            case TRAINING -> train(batch, state, progress, buffer, scores);
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
            ExampleBatch batch,
            LearnerState state,
            TrainProgress progress,
            RehearsalBuffer buffer,
            Evaluation prequential) {
        boolean inspects = state.step() % STEPS_BETWEEN_INSPECTIONS == 0;
        if (inspects) {
            inspection.before(state);
        }
        long start = nanoseconds.getAsLong();
        MiniBatch examples = batch.examples();
        StepReport report = learner.learn(
                state,
                examples,
                rehearsal.join(examples, buffer, state.step()),
                prequential,
                batch.reading().completedPasses());
        if (!report.refused()) {
            buffer.remember(examples);
        }
        long duration = nanoseconds.getAsLong() - start;
        return progress.trained(
                batch,
                report,
                prequential,
                duration,
                inspects && !report.refused() ? Optional.of(inspection.after(state, examples)) : Optional.empty());
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

    private void answerTo(Evaluation validation, LearnerState state) {
        if (validation.examples() > 0) {
            fit(state.architecture().outputs());
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
