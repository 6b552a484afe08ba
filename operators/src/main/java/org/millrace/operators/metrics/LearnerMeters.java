package org.millrace.operators.metrics;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.metrics.MetricGroup;
import org.millrace.model.LearnerState;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.evaluation.Overfitting;
import org.millrace.operators.drift.DriftWatch;
import org.millrace.operators.progress.RunTotals;
import org.millrace.operators.progress.TrainEvent;
import org.millrace.operators.progress.TrainProgress;
import org.millrace.operators.record.Ledger;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Split;

/** The meters of one model. Counts are taken over from its state, and so survive a restart with it. */
public final class LearnerMeters {

    private final StepMeters steps;
    private final Map<Split, SplitMeters> splits = new EnumMap<>(Split.class);
    private final Total stepsTaken;
    private final Total refusedSteps;
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
    private final DriftMeters drift;
    private final Optional<ExampleLag> lag;
    private boolean classCountsAreDue = true;

    /**
     * @param model with the model as a variable
     * @param classes names of the classes of a confusion matrix; empty for a regression
     * @param lag for a live topic
     */
    LearnerMeters(MetricGroup model, List<String> classes, Optional<ExampleLag> lag) {
        steps = new StepMeters(model);
        for (Split split : Split.values()) {
            splits.put(split, new SplitMeters(model, split, classes));
        }
        stepsTaken = new Total(Meter.STEPS, model);
        refusedSteps = new Total(Meter.REFUSED_STEPS, model);
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
        drift = new DriftMeters(model);
        this.lag = lag;
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
            classCountsAreDue = true;
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
        classCountsAreDue = true;
    }

    /**
     * Shows the counts of a model's state. Called after every batch, so it does little: the counts by class are taken over
     * only when something was evaluated, and every so many steps.
     */
    public void show(LearnerState state, TrainProgress progress) {
        Ledger ledger = progress.ledger();
        RunTotals totals = progress.totals();
        trainingEnded.set(progress.isTrainingOver() ? 1 : 0);
        stepsTaken.set(state.step());
        refusedSteps.set(state.refusedSteps());
        lag.ifPresent(age -> age.show(progress.timestamp()));
        recordsRead.set(ledger.read());
        recordsDeadLettered.set(ledger.deadLettered());
        recordsLost.set(ledger.lost());
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
            splits.forEach((split, meters) -> meters.countClasses(progress.total(split)));
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
