package org.millrace.operators.metrics;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.flink.metrics.MetricGroup;
import org.millrace.model.Inspection;
import org.millrace.model.LearnerState;
import org.millrace.model.StepReport;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.loss.MiniBatch;
import org.millrace.operators.progress.RunTally;
import org.millrace.operators.record.Ledger;
import org.millrace.operators.record.Split;

/** The meters of one model. Counts are taken over from its state, and so survive a restart with it. */
public final class LearnerMeters {

    private static final double MILLISECONDS = 1e3;

    private final StepMeters steps;
    private final Map<Split, SplitMeters> splits = new EnumMap<>(Split.class);
    private final Total stepsTaken;
    private final Total refusedSteps;
    private final Total passes;
    private final Total recordsRead;
    private final Total recordsDeadLettered;
    private final Figure ledgerDifference;
    private final Figure gap;
    private final Figure bestAccuracy;
    private final Figure trainingEnded;
    private final Figure lag;
    private boolean classCountsAreDue = true;

    /**
     * @param model with the model as a variable
     * @param classes names of the classes of a confusion matrix; empty for a regression
     * @param nanoseconds a clock to measure steps by
     */
    LearnerMeters(MetricGroup model, List<String> classes, Inspection inspection, LongSupplier nanoseconds) {
        steps = new StepMeters(model, inspection, nanoseconds);
        for (Split split : Split.values()) {
            splits.put(split, new SplitMeters(model, split, classes));
        }
        stepsTaken = new Total(Meter.STEPS, model);
        refusedSteps = new Total(Meter.REFUSED_STEPS, model);
        passes = new Total(Meter.PASSES, model);
        recordsRead = new Total(Meter.RECORDS_READ, model);
        recordsDeadLettered = new Total(Meter.RECORDS_DEAD_LETTERED, model);
        ledgerDifference = new Figure(Meter.LEDGER_DIFFERENCE, model);
        gap = new Figure(Meter.GENERALIZATION_GAP, model);
        bestAccuracy = new Figure(Meter.BEST_ACCURACY, model);
        trainingEnded = new Figure(Meter.TRAINING_ENDED, model);
        lag = new Figure(Meter.EXAMPLE_LAG, model);
    }

    /** Takes a step of the learner, and shows how long it took and what it did. */
    public StepReport step(LearnerState state, MiniBatch batch, Supplier<StepReport> step) {
        classCountsAreDue |= StepMeters.inspects(state.step());
        return steps.watch(state, batch, step);
    }

    /**
     * A batch is being worked on.
     *
     * @param timestamp of its newest example, in milliseconds since the epoch; unknown below 0
     * @param now the same for the present
     */
    public void batch(long timestamp, long now) {
        if (timestamp >= 0) {
            lag.set((now - timestamp) / MILLISECONDS);
        }
    }

    /** A validation window is complete; {@code prequential} is what was learned since the one before. */
    public void window(Evaluation prequential, Evaluation window) {
        of(Split.TRAINING).score(prequential);
        of(Split.VALIDATION).score(window);
        classCountsAreDue = true;
    }

    /** A pass is complete. */
    public void pass(Evaluation prequential, Evaluation windows) {
        of(Split.TRAINING).endPass(prequential);
        of(Split.VALIDATION).endPass(windows);
        validated(windows);
        classCountsAreDue = true;
    }

    /** A validation is complete: all windows of a pass or, following a live topic, one window. */
    public void validated(Evaluation validation) {
        of(Split.VALIDATION).scoreClasses(validation);
    }

    /** A test is complete. */
    public void test(Evaluation tested) {
        of(Split.TEST).score(tested);
        of(Split.TEST).scoreClasses(tested);
        classCountsAreDue = true;
    }

    /**
     * Shows the counts of a model's state. Called after every batch, so it does little: the counts by class are taken over
     * only when something was evaluated, and every so many steps.
     *
     * @param ended whether the last pass is complete
     * @param run the scores of the whole run so far
     */
    public void show(
            LearnerState state, Ledger ledger, RunTally tally, boolean ended, Function<Split, Evaluation> run) {
        trainingEnded.set(ended ? 1 : 0);
        stepsTaken.set(state.step());
        refusedSteps.set(state.refusedSteps());
        recordsRead.set(ledger.read());
        recordsDeadLettered.set(ledger.deadLettered());
        ledgerDifference.set((double) ledger.difference());
        of(Split.TRAINING).count(ledger.trained(), tally.batches(Split.TRAINING));
        of(Split.VALIDATION).count(ledger.validated(), tally.batches(Split.VALIDATION));
        of(Split.TEST).count(ledger.tested(), tally.batches(Split.TEST));
        if (classCountsAreDue) {
            classCountsAreDue = false;
            passes.set(tally.passes());
            of(Split.TRAINING).smooth(tally.smoothedTraining());
            of(Split.VALIDATION).smooth(tally.smoothedValidation());
            bestAccuracy.set(tally.bestAccuracy());
            gap.set(tally.smoothedValidation().loss() - tally.smoothedTraining().loss());
            splits.forEach((split, meters) -> meters.countClasses(run.apply(split)));
        }
    }

    private SplitMeters of(Split split) {
        return splits.get(split);
    }
}
