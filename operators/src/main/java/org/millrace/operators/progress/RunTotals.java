package org.millrace.operators.progress;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.evaluation.Overfitting;
import org.millrace.model.format.Versions;
import org.millrace.model.loss.Task;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Split;

/** What is counted over the whole run of a model; meters show it, and go on after a restart from where the state does. */
public final class RunTotals {

    private static final int VERSION = 2;

    private final long[] batches = new long[Split.values().length];
    private Evaluation training;
    private Evaluation validation;
    private Evaluation test;
    private SmoothedScores smoothedTraining;
    private SmoothedScores smoothedValidation;
    private double bestAccuracy = Double.NaN;
    private Overfitting overfitting = Overfitting.UNKNOWN;
    private long passes;

    RunTotals(Task task, int outputs) {
        this(
                new Evaluation(task, outputs),
                new Evaluation(task, outputs),
                new Evaluation(task, outputs),
                new SmoothedScores(),
                new SmoothedScores());
    }

    private RunTotals(
            Evaluation training,
            Evaluation validation,
            Evaluation test,
            SmoothedScores smoothedTraining,
            SmoothedScores smoothedValidation) {
        this.training = training;
        this.validation = validation;
        this.test = test;
        this.smoothedTraining = smoothedTraining;
        this.smoothedValidation = smoothedValidation;
    }

    void countBatch(Split split) {
        batches[split.code()]++;
    }

    /**
     * A validation window is complete.
     *
     * @param phase of the window: on a live topic, which has no passes, windows are judged for overfitting
     * @param prequential what was trained on since the window before
     */
    void endWindow(Phase phase, Evaluation prequential, Evaluation window) {
        smoothedTraining.add(prequential.loss(), accuracy(prequential));
        smoothedValidation.add(window.loss(), accuracy(window));
        if (smoothedValidation.isAccuracySettled()) {
            double accuracy = smoothedValidation.accuracy();
            bestAccuracy = Double.isNaN(bestAccuracy) ? accuracy : Math.max(bestAccuracy, accuracy);
        }
        if (phase == Phase.LIVE && smoothedValidation.isLossSettled()) {
            overfitting = overfitting.afterWindow(
                    batches(Split.VALIDATION), smoothedTraining.loss(), smoothedValidation.loss());
        }
    }

    /** There are more classes from now on. */
    void growTo(int classes) {
        training = training.withClasses(classes);
        validation = validation.withClasses(classes);
        test = test.withClasses(classes);
    }

    /** A new learner takes the place of the one so far: the counts go on, how good the one so far was is forgotten. */
    void beginLearner() {
        smoothedTraining = new SmoothedScores();
        smoothedValidation = new SmoothedScores();
        bestAccuracy = Double.NaN;
        overfitting = Overfitting.UNKNOWN;
    }

    /** A pass is complete. */
    void endPass(Evaluation prequential, Evaluation windows) {
        passes++;
        training.merge(prequential);
        validation.merge(windows);
        overfitting = overfitting.afterPass(passes, prequential.loss(), windows.loss());
    }

    /** Test examples of a live topic were evaluated. */
    void endTest(Evaluation tested) {
        test.merge(tested);
    }

    /** The scores of complete passes, and of live tests. */
    Evaluation complete(Split split) {
        return switch (split) {
            case TRAINING -> training;
            case VALIDATION -> validation;
            case TEST -> test;
        };
    }

    public long batches(Split split) {
        return batches[split.code()];
    }

    public long passes() {
        return passes;
    }

    public SmoothedScores smoothedTraining() {
        return smoothedTraining;
    }

    public SmoothedScores smoothedValidation() {
        return smoothedValidation;
    }

    /** The highest smoothed validation accuracy of this learner; NaN before its tenth window, and for a regression. */
    public double bestAccuracy() {
        return bestAccuracy;
    }

    /** By pass, or by window of a live topic. */
    public Overfitting overfitting() {
        return overfitting;
    }

    /** NaN for a regression. */
    public static double accuracy(Evaluation evaluation) {
        return evaluation.task() == Task.REGRESSION ? Double.NaN : evaluation.accuracy();
    }

    RunTotals copy() {
        RunTotals copy = new RunTotals(
                training.copy(), validation.copy(), test.copy(), smoothedTraining.copy(), smoothedValidation.copy());
        System.arraycopy(batches, 0, copy.batches, 0, batches.length);
        copy.bestAccuracy = bestAccuracy;
        copy.passes = passes;
        copy.overfitting = overfitting;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        training.write(out);
        validation.write(out);
        test.write(out);
        smoothedTraining.write(out);
        smoothedValidation.write(out);
        for (Split split : Split.values()) {
            out.writeLong(batches(split));
        }
        out.writeLong(passes);
        out.writeDouble(bestAccuracy);
        overfitting.write(out);
    }

    static RunTotals read(DataInput in) throws IOException {
        return Versions.read("the totals of a run", VERSION, in) == 1 ? readV1(in) : readV2(in);
    }

    private static RunTotals readV2(DataInput in) throws IOException {
        RunTotals totals = readV1(in);
        totals.overfitting = Overfitting.read(in);
        return totals;
    }

    /** With nothing known of overfitting. */
    private static RunTotals readV1(DataInput in) throws IOException {
        RunTotals totals = new RunTotals(
                Evaluation.read(in),
                Evaluation.read(in),
                Evaluation.read(in),
                SmoothedScores.read(in),
                SmoothedScores.read(in));
        for (Split split : Split.values()) {
            totals.batches[split.code()] = in.readLong();
        }
        totals.passes = in.readLong();
        totals.bestAccuracy = in.readDouble();
        return totals;
    }
}
