package org.millrace.operators.metrics;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.MetricGroup;
import org.millrace.model.LearnerState;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.evaluation.Measure;
import org.millrace.model.evaluation.Overfitting;
import org.millrace.model.loss.Task;
import org.millrace.operators.drift.DriftWatch;
import org.millrace.operators.progress.Horizon;
import org.millrace.operators.progress.RunTotals;
import org.millrace.operators.progress.TrainEvent;
import org.millrace.operators.progress.TrainProgress;
import org.millrace.operators.record.EvaluationRecord.Best;
import org.millrace.operators.record.Ledger;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Split;

/** The meters of one model. Counts are taken over from its state, and so survive a restart with it. */
public final class LearnerMeters {

    private static final long MILLISECONDS_BETWEEN_HORIZONS = 1_000;

    private final StepMeters steps;
    private final Map<Split, SplitMeters> splits = new EnumMap<>(Split.class);
    private final Total stepsTaken;
    private final Total refusedSteps;
    private final Total rehearsed;
    private final Total untrained;
    private final Figure bestFigure;
    private final Figure trainingStopped;
    private final Total passes;
    private final Total recordsRead;
    private final Total recordsDeadLettered;
    private final Total recordsLost;
    private final Figure ledgerDifference;
    private final Figure gap;
    private final Figure bestAccuracy;
    private final Figure trainingEnded;
    private final Figure bestPass;
    private final Figure lowestLoss;
    private final Figure overfitting;
    private final Figure classes;
    private final Figure parameters;
    private final Figure stateBytes;
    private final DriftMeters drift;
    private final Optional<ExampleLag> lag;
    private long shownParameters;
    /** Whether there is early stopping: what it keeps is forgotten when a frozen network thaws. */
    private boolean stops;

    private final LongSupplier clock;
    private boolean classCountsAreDue = true;
    private boolean horizonsAreDue = true;
    private long horizonsShown;

    /**
     * @param model with the model as a variable
     * @param classes names of the classes of a confusion matrix, as far as they are known; empty for a regression
     * @param lag for a live topic
     * @param clock milliseconds since the epoch
     */
    LearnerMeters(MetricGroup model, Optional<List<String>> classes, Optional<ExampleLag> lag, LongSupplier clock) {
        steps = new StepMeters(model);
        for (Split split : Split.values()) {
            splits.put(split, new SplitMeters(model, split, classes));
        }
        stepsTaken = new Total(Meter.STEPS, model);
        refusedSteps = new Total(Meter.REFUSED_STEPS, model);
        rehearsed = new Total(Meter.REHEARSED_EXAMPLES, model);
        untrained = new Total(Meter.UNTRAINED_EXAMPLES, model);
        bestFigure = new Figure(Meter.BEST_VALIDATION_FIGURE, model);
        trainingStopped = new Figure(Meter.TRAINING_STOPPED, model);
        passes = new Total(Meter.PASSES, model);
        recordsRead = new Total(Meter.RECORDS_READ, model);
        recordsDeadLettered = new Total(Meter.RECORDS_DEAD_LETTERED, model);
        recordsLost = new Total(Meter.RECORDS_LOST, model);
        ledgerDifference = new Figure(Meter.LEDGER_DIFFERENCE, model);
        gap = new Figure(Meter.GENERALIZATION_GAP, model);
        bestAccuracy = new Figure(Meter.BEST_ACCURACY, model);
        trainingEnded = new Figure(Meter.TRAINING_ENDED, model);
        bestPass = new Figure(Meter.BEST_PASS, model);
        lowestLoss = new Figure(Meter.LOWEST_VALIDATION_LOSS, model);
        overfitting = new Figure(Meter.OVERFITTING, model);
        this.classes = new Figure(Meter.CLASSES, model);
        parameters = new Figure(Meter.PARAMETERS, model);
        stateBytes = new Figure(Meter.STATE_BYTES, model);
        drift = new DriftMeters(model);
        this.lag = lag;
        this.clock = clock;
    }

    /**
     * Shows what an event did.
     *
     * @param state the learner after the event
     * @param progress with the event taken in
     */
    public void show(TrainEvent event, LearnerState state, TrainProgress progress) {
        if (event instanceof TrainEvent.Step step) {
            steps.show(step);
            classCountsAreDue |= step.health().isPresent();
        } else if (event instanceof TrainEvent.Window window) {
            of(Split.TRAINING).score(window.prequential());
            of(Split.VALIDATION).score(window.validation());
            of(Split.VALIDATION).show(Horizon.WINDOW, Measure.all(window.validation()));
            if (window.batch().phase() == Phase.LIVE) {
                of(Split.VALIDATION).scoreClasses(window.validation());
            }
            classCountsAreDue = true;
        } else if (event instanceof TrainEvent.TestBatch test && test.batch().phase() == Phase.LIVE) {
            showTest(test.test());
        } else if (event instanceof TrainEvent.Pass pass) {
            of(Split.TRAINING).endPass(pass.prequential());
            of(Split.VALIDATION).endPass(pass.validation());
            of(Split.VALIDATION).scoreClasses(pass.validation());
            of(Split.TRAINING).show(Horizon.PASS, Measure.all(pass.prequential()));
            of(Split.VALIDATION).show(Horizon.PASS, Measure.all(pass.validation()));
            classCountsAreDue = true;
            horizonsAreDue = true;
        } else if (event instanceof TrainEvent.Test test) {
            showTest(test.test());
        }
        show(state, progress);
    }

    /** Shows what was found of drift. */
    public void show(DriftWatch watch) {
        drift.show(watch);
    }

    private void showTest(Evaluation test) {
        of(Split.TEST).score(test);
        of(Split.TEST).scoreClasses(test);
        of(Split.TEST).show(Horizon.WINDOW, Measure.all(test));
        classCountsAreDue = true;
        horizonsAreDue = true;
    }

    /**
     * Shows the counts of a model's state. Called after every batch, so it does little: the counts by class are taken over
     * only when something was evaluated, and every so many steps.
     */
    public void show(LearnerState state, TrainProgress progress) {
        Ledger ledger = progress.ledger();
        RunTotals totals = progress.totals();
        showSize(state, progress);
        trainingEnded.set(progress.isTrainingOver() ? 1 : 0);
        stepsTaken.set(state.step());
        refusedSteps.set(state.refusedSteps());
        lag.ifPresent(age -> age.show(progress.timestamp()));
        recordsRead.set(ledger.read());
        recordsDeadLettered.set(ledger.deadLettered());
        recordsLost.set(ledger.lost());
        untrained.set(ledger.untrained());
        ledgerDifference.set((double) ledger.difference());
        of(Split.TRAINING).count(ledger.trained(), totals.batches(Split.TRAINING));
        of(Split.VALIDATION).count(ledger.validated(), totals.batches(Split.VALIDATION));
        of(Split.TEST).count(ledger.tested(), totals.batches(Split.TEST));
        if (classCountsAreDue) {
            classCountsAreDue = false;
            passes.set(totals.passes());
            of(Split.TRAINING).smooth(totals.smoothedTraining());
            of(Split.VALIDATION).smooth(totals.smoothedValidation());
            bestAccuracy.set(totals.bestAccuracy());
            show(totals.overfitting(), lag.isEmpty());
            gap.set(totals.smoothedValidation().loss()
                    - totals.smoothedTraining().loss());
            splits.forEach((split, meters) -> meters.countClasses(() -> progress.confusions(split)));
            showHorizons(progress);
        }
    }

    /**
     * Shows how the model does over horizons that are not a part of an event. To work out the figures of a window takes as long as a
     * hundred steps of a small network, so except at the end of a pass it is done once in a while.
     */
    private void showHorizons(TrainProgress progress) {
        long now = clock.getAsLong();
        if (horizonsAreDue || now - horizonsShown >= MILLISECONDS_BETWEEN_HORIZONS) {
            Map<Horizon, Map<Measure, Double>> figures = progress.horizons();
            horizonsAreDue = figures.isEmpty();
            horizonsShown = now;
            figures.forEach(of(Split.TRAINING)::show);
            of(Split.VALIDATION).show(Horizon.RUN, Measure.all(progress.total(Split.VALIDATION)));
            of(Split.TEST).show(Horizon.RUN, Measure.all(progress.total(Split.TEST)));
        }
    }

    /** The size of a state depends on that of its network alone, so it is measured when that is another. */
    private void showSize(LearnerState state, TrainProgress progress) {
        long count = state.architecture().parameterCount();
        List<String> known = progress.schema().classes();
        if (progress.schema().task() == Task.CLASSIFICATION) {
            classes.set(known.size());
            splits.values().forEach(split -> split.know(known));
        }
        if (count != shownParameters) {
            shownParameters = count;
            parameters.set((double) count);
            stateBytes.set((double) StateSize.of(state));
        }
    }

    /**
     * Shows what a model has beside its learner.
     *
     * @param rehearsedExamples how many examples of before have been trained on again
     * @param best what early stopping keeps
     */
    public void show(long rehearsedExamples, Optional<Best> best) {
        rehearsed.set(rehearsedExamples);
        best.ifPresent(network -> bestFigure.set(network.value()));
        stops |= best.isPresent();
        if (stops) {
            trainingStopped.set(best.filter(Best::stopped).isPresent() ? 1 : 0);
        }
    }

    private void show(Overfitting judgement, boolean byPass) {
        if (judgement.best() > 0) {
            bestPass.set(byPass ? judgement.best() : Double.NaN);
            lowestLoss.set(judgement.lowest());
            overfitting.set(judgement.isOn() ? 1 : 0);
        }
    }

    private SplitMeters of(Split split) {
        return splits.get(split);
    }
}
