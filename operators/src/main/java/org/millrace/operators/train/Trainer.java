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
import org.millrace.model.evaluation.PredictionSink;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.rehearsal.Rehearsal;
import org.millrace.model.schedule.EarlyStopping;
import org.millrace.model.schedule.EarlyStopping.Then;
import org.millrace.operators.policy.DriftPolicy;
import org.millrace.operators.progress.TrainEvent;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Phase;

/** Puts elements to a learner: trains on training batches, evaluates held-out ones, and lets the progress take it in. */
final class Trainer implements AutoCloseable {

    /** An inspection of the weights costs about as much as a step. */
    private static final int STEPS_BETWEEN_INSPECTIONS = 100;

    private final DriftPolicy drift;
    private final LongSupplier nanoseconds;
    private final Rehearsal rehearsal;
    private final EarlyStopping earlyStopping;
    private Learner learner;
    private Inspection inspection;

    /** @param nanoseconds a clock to measure steps by */
    Trainer(ModelSettings settings, LongSupplier nanoseconds) {
        this.nanoseconds = nanoseconds;
        learner = new Learner(settings.learner());
        inspection = new Inspection(settings.learner());
        rehearsal = new Rehearsal(
                settings.rehearsal().examples(),
                settings.learner().inputs(),
                settings.learner().seed());
        earlyStopping = settings.earlyStopping();
        drift = settings.drift();
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

    /** Changes the state of a model by a batch. */
    TrainEvent apply(ExampleBatch batch, ModelState state) {
        fit(state.learner().architecture().outputs());
        return switch (batch.split()) {
            case TRAINING -> state.best().isOver() ? passOver(batch, state) : train(batch, state);
            case VALIDATION -> state.progress().validated(batch, evaluate(batch, state));
            case TEST -> state.progress().tested(batch, evaluate(batch, state));
        };
    }

    private Evaluation evaluate(ExampleBatch batch, ModelState state) {
        Evaluation scores = state.progress().noScores();
        learner.evaluate(state.learner(), batch.examples(), scores);
        return scores;
    }

    private TrainEvent train(ExampleBatch batch, ModelState state) {
        LearnerState network = state.learner();
        boolean inspects = network.step() % STEPS_BETWEEN_INSPECTIONS == 0;
        if (inspects) {
            inspection.before(network);
        }
        long start = nanoseconds.getAsLong();
        MiniBatch examples = batch.examples();
        StepReport report = learner.learn(
                network,
                examples,
                rehearsal.join(examples, state.rehearsal(), network.step()),
                predictions(batch, state),
                batch.reading().completedPasses(),
                state.drift().rateFactor(drift));
        if (!report.refused()) {
            state.rehearsal().remember(examples);
        }
        long duration = nanoseconds.getAsLong() - start;
        return state.progress()
                .trained(
                        batch,
                        report,
                        duration,
                        inspects && !report.refused()
                                ? Optional.of(inspection.after(network, examples))
                                : Optional.empty());
    }

    /** What takes in the predictions of a training batch. */
    private static PredictionSink predictions(ExampleBatch batch, ModelState state) {
        PredictionSink scores = state.progress().predictions(batch);
        state.drift().begin();
        return state.drift().looks() ? scores.and(state.drift()) : scores;
    }

    /** A training batch that comes when training is over; a network that is frozen goes on to predict. */
    private TrainEvent passOver(ExampleBatch batch, ModelState state) {
        if (earlyStopping.then() == Then.FREEZE) {
            learner.evaluate(state.learner(), batch.examples(), predictions(batch, state));
        }
        return state.progress().passedOver(batch);
    }

    /**
     * Lets early stopping judge an event.
     *
     * @return the network that is to take the place of the one that was trained last, if it is the best one's turn
     */
    Optional<LearnerState> judge(TrainEvent event, ModelState state) {
        if (!earlyStopping.isOn()) {
            return Optional.empty();
        }
        boolean wasOver = state.best().isOver();
        state.best().judge(earlyStopping, event, state.learner(), state.progress());
        return state.best().comesBack(event, wasOver);
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

    /** The drifts that the predictions of a batch gave away. They are answered now, before the next step. */
    List<TrainEvent.Drift> drifts(ExampleBatch batch, ModelState state) {
        return state.drift().drifts(batch, drift.answer()).stream()
                .map(found -> {
                    if (found.answer().isPresent()) {
                        answerToDrift(state);
                    }
                    return new TrainEvent.Drift(batch, found);
                })
                .toList();
    }

    private void answerToDrift(ModelState state) {
        state.drift().answered(drift);
        switch (drift.answer()) {
            case REPORT, RAISE_RATE -> {}
            case RESET_OPTIMIZER -> learner.resetOptimizer(state.learner());
            case RESET_OUTPUT -> learner.resetOutputLayer(state.learner());
        }
        if (earlyStopping.then() == Then.FREEZE) {
            state.best().thaw();
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
