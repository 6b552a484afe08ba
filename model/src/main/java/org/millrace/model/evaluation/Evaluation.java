package org.millrace.model.evaluation;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.loss.Task;
import org.millrace.model.math.Require;

/**
 * A running tally of predictions against what was right: how many examples, their mean loss, and by the task a confusion
 * matrix or the errors of a regression. Tallies of parts of the data merge into the tally of the whole.
 *
 * <p>Losses here are without class weights and label smoothing, so that they can be compared between settings.
 */
public final class Evaluation {

    private static final int MOST_OUTPUTS = 1 << 24;

    private final Task task;
    private final int outputs;
    private final ConfusionMatrix confusion;
    private final RegressionTally regression;
    private long examples;
    private double summedLoss;

    /** An empty tally of a classification. */
    public Evaluation(int classes) {
        this(Task.CLASSIFICATION, classes);
    }

    /** An empty tally of any task; {@code outputs} are the classes, properties or numbers per example. */
    public Evaluation(Task task, int outputs) {
        this.task = requireNonNull(task, "task");
        this.outputs = Require.atLeast(1, outputs, "outputs");
        confusion = new ConfusionMatrix(
                switch (task) {
                    case CLASSIFICATION -> outputs;
                    case MULTI_LABEL -> 2;
                    case REGRESSION -> 1;
                });
        regression = new RegressionTally(task == Task.REGRESSION ? outputs : 0);
    }

    public Task task() {
        return task;
    }

    /** The classes of a classification. */
    public int classes() {
        return counted().classes();
    }

    /** How many outputs a prediction has: classes, properties or numbers. */
    public int outputs() {
        return outputs;
    }

    public long examples() {
        return examples;
    }

    /** The mean loss per example, NaN when empty. */
    public double loss() {
        return summedLoss / examples;
    }

    /** The share of right predictions, of classes or of single properties; NaN when empty. */
    public double accuracy() {
        return counted().accuracy();
    }

    /** Cohen's kappa; see {@link ConfusionMatrix#kappa}. */
    public double kappa() {
        return counted().kappa();
    }

    /** A copy of the confusion matrix; for multi-label, of 0 and 1 over all properties. */
    public ConfusionMatrix confusionMatrix() {
        return counted().copy();
    }

    /** MAE: the mean of |predicted - target| over examples and outputs, NaN when empty. */
    public double meanAbsoluteError() {
        return regressed().meanAbsoluteError();
    }

    /** RMSE: the root of the mean of (predicted - target)² over examples and outputs, NaN when empty. */
    public double rootMeanSquaredError() {
        return regressed().rootMeanSquaredError();
    }

    /**
     * R²: {@code 1 - Σ(predicted - target)² / Σ(target - mean target)²}, the mean over outputs. NaN or negative infinity
     * where a target never varies.
     */
    public double determination() {
        return regressed().determination();
    }

    /** Counts one example of a classification. */
    public void add(int actual, int predicted, double loss) {
        Require.that(task == Task.CLASSIFICATION, "classes are counted in classification only", task);
        confusion.add(actual, predicted);
        examples++;
        summedLoss += loss;
    }

    /** Counts a row of linear outputs that starts at {@code from}, for the batch's example number {@code row}. */
    public void add(float[] values, int from, MiniBatch batch, int row, double loss) {
        switch (task) {
            case CLASSIFICATION -> confusion.add(batch.labels()[row], greatest(values, from));
            case MULTI_LABEL -> {
                for (int j = 0; j < outputs; j++) {
                    confusion.add((int) batch.targets()[row * outputs + j], values[from + j] > 0 ? 1 : 0);
                }
            }
            case REGRESSION -> regression.add(values, from, batch.targets(), row * outputs);
        }
        examples++;
        summedLoss += loss;
    }

    private int greatest(float[] values, int from) {
        int best = 0;
        for (int j = 1; j < outputs; j++) {
            best = values[from + j] > values[from + best] ? j : best;
        }
        return best;
    }

    /** Adds another tally of the same task to this one. */
    public void merge(Evaluation other) {
        requireNonNull(other, "other");
        requireTask(other.task, other.outputs);
        confusion.merge(other.confusion);
        regression.merge(other.regression);
        examples += other.examples;
        summedLoss += other.summedLoss;
    }

    public Evaluation copy() {
        Evaluation copy = new Evaluation(task, outputs);
        copy.merge(this);
        return copy;
    }

    public void requireTask(Task wanted, int wantedOutputs) {
        if (task != wanted || outputs != wantedOutputs) {
            throw new IllegalArgumentException("an evaluation must be of " + wanted + " with " + wantedOutputs
                    + " outputs: " + task + " with " + outputs);
        }
    }

    /** Writes all that {@link #read} needs. */
    public void write(DataOutput out) throws IOException {
        requireNonNull(out, "out");
        out.writeUTF(task.name());
        out.writeInt(outputs);
        out.writeLong(examples);
        out.writeDouble(summedLoss);
        for (int actual = 0; actual < confusion.classes(); actual++) {
            for (int predicted = 0; predicted < confusion.classes(); predicted++) {
                out.writeLong(confusion.count(actual, predicted));
            }
        }
        regression.write(out);
    }

    /** Reads what {@link #write} wrote. */
    public static Evaluation read(DataInput in) throws IOException {
        requireNonNull(in, "in");
        Evaluation evaluation = readEmpty(in);
        evaluation.examples = in.readLong();
        evaluation.summedLoss = in.readDouble();
        for (int actual = 0; actual < evaluation.confusion.classes(); actual++) {
            for (int predicted = 0; predicted < evaluation.confusion.classes(); predicted++) {
                long count = in.readLong();
                if (count < 0) {
                    throw new IOException("A count of examples cannot be negative: " + count);
                }
                evaluation.confusion.add(actual, predicted, count);
            }
        }
        evaluation.regression.readFrom(in);
        return evaluation;
    }

    private static Evaluation readEmpty(DataInput in) throws IOException {
        String task = in.readUTF();
        int outputs = in.readInt();
        if (outputs > MOST_OUTPUTS) {
            throw new IOException("Too many outputs for an evaluation: " + outputs);
        }
        try {
            return new Evaluation(Task.valueOf(task), outputs);
        } catch (IllegalArgumentException e) {
            throw new IOException("Not an evaluation: " + e.getMessage(), e);
        }
    }

    private ConfusionMatrix counted() {
        if (task == Task.REGRESSION) {
            throw new IllegalStateException("A regression has no classes to count.");
        }
        return confusion;
    }

    private RegressionTally regressed() {
        if (task != Task.REGRESSION) {
            throw new IllegalStateException("Only a regression has errors to measure: " + task);
        }
        return regression;
    }
}
