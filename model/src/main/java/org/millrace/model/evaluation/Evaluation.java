package org.millrace.model.evaluation;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.format.LearnerFormatException;
import org.millrace.model.format.Versions;
import org.millrace.model.loss.Task;
import org.millrace.model.math.Require;

/**
 * A running tally of predictions and targets: the number of examples, their mean loss, and by the task a confusion matrix and
 * what probabilities say, or the errors of a regression. Tallies of parts of the data, merged in their order, are the tally of the
 * whole. {@link Measure} lists the figures.
 *
 * <p>Losses and errors are weighted means: an example of weight 2 counts as two would. Losses here are without class weights and label smoothing, so that they can be compared between settings.
 */
public final class Evaluation implements PredictionSink {

    private static final int VERSION = 3;

    private final Task task;
    private final int outputs;
    private final ConfusionMatrix confusion;
    private final RegressionTally regression;
    private final ProbabilityTally probabilities;
    private final NoChange noChange = new NoChange();
    private long examples;
    private double weight;
    private double summedLoss;

    /** An empty tally of a classification. */
    public Evaluation(int classes) {
        this(Task.CLASSIFICATION, classes);
    }

    /** An empty tally of any task; {@code outputs} are the classes, properties or numbers per example. */
    public Evaluation(Task task, int outputs) {
        this(
                task,
                Require.atLeast(1, outputs, "outputs"),
                new ConfusionMatrix(counted(requireNonNull(task, "task"), outputs)),
                new RegressionTally(measured(task, outputs)),
                new ProbabilityTally(ranked(task, outputs)));
    }

    private Evaluation(
            Task task,
            int outputs,
            ConfusionMatrix confusion,
            RegressionTally regression,
            ProbabilityTally probabilities) {
        Require.that(
                confusion.classes() == counted(task, outputs),
                "a confusion matrix of a " + task.code() + " with " + outputs + " outputs cannot have classes",
                confusion.classes());
        Require.that(
                regression.outputs() == measured(task, outputs),
                "the errors of a " + task.code() + " with " + outputs + " outputs cannot be of",
                regression.outputs());
        this.task = task;
        this.outputs = outputs;
        this.confusion = confusion;
        this.regression = regression;
        this.probabilities = probabilities;
    }

    /** The classes of the confusion matrix. */
    private static int counted(Task task, int outputs) {
        return switch (task) {
            case CLASSIFICATION -> outputs;
            case MULTI_LABEL -> 2;
            case REGRESSION -> 1;
        };
    }

    /** The outputs with errors to measure. */
    private static int measured(Task task, int outputs) {
        return task == Task.REGRESSION ? outputs : 0;
    }

    /** The outputs with probabilities. */
    private static int ranked(Task task, int outputs) {
        return task == Task.REGRESSION ? 0 : outputs;
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

    /** The mean loss per example, NaN when empty or without any weight. */
    public double loss() {
        return summedLoss / weight;
    }

    /** The share of right predictions, of classes or of single properties; NaN when empty. */
    public double accuracy() {
        return counted().accuracy();
    }

    /** Cohen's kappa; see {@link ConfusionMatrix#kappa}. */
    public double kappa() {
        return counted().kappa();
    }

    /** The figures of the confusion matrix; for multi-label, of 0 and 1 over all properties. */
    ClassFigures classFigures() {
        return counted().figures();
    }

    /**
     * Kappa-temporal (Bifet et al. 2015, Žliobaitė et al. 2015): how far the accuracy is above that of predicting the class of the
     * example before; NaN before the second example, where the class never changed, and for multi-label.
     */
    public double kappaTemporal() {
        return classFigures().above(noChange.accuracy());
    }

    /** What probabilities say; nothing in a regression. */
    ProbabilityTally probabilities() {
        return probabilities;
    }

    /** By how much {@link Measure#ROC_AUC}, which is estimated from histograms, may be off, at most; NaN where that is. */
    public double rocAucError() {
        return probabilities.rocAucError();
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

    /** MAPE: the mean of |predicted - target| / |target|; NaN or infinite if a target was 0. */
    public double meanAbsolutePercentageError() {
        return regressed().meanAbsolutePercentageError();
    }

    /**
     * R²: {@code 1 - Σ(predicted - target)² / Σ(target - mean target)²}, the mean over outputs. NaN or negative infinity
     * where a target never varies.
     */
    public double determination() {
        return regressed().determination();
    }

    /** Counts one example of a classification without probabilities. */
    public void add(int actual, int predicted, double loss) {
        Require.that(task == Task.CLASSIFICATION, "classes are counted in classification only", task);
        confusion.add(actual, predicted);
        noChange.add(actual, 1);
        examples++;
        weight++;
        summedLoss += loss;
    }

    @Override
    public void add(Prediction prediction) {
        add(prediction, prediction.weight());
    }

    /** Counts an example with another weight than its own. */
    void add(Prediction prediction, double importance) {
        switch (task) {
            case CLASSIFICATION -> {
                confusion.weigh(prediction.actual(), prediction.predicted(), importance);
                noChange.add(prediction.actual(), importance);
                probabilities.add(prediction, importance);
            }
            case MULTI_LABEL -> {
                for (int j = 0; j < outputs; j++) {
                    confusion.weigh((int) prediction.target(j), prediction.predicts(j) ? 1 : 0, importance);
                }
                probabilities.add(prediction, importance);
            }
            case REGRESSION -> regression.add(prediction, importance);
        }
        examples++;
        weight += importance;
        if (importance > 0) {
            summedLoss += importance * prediction.loss();
        }
    }

    /** Multiplies the weight of all examples so far, which changes no figure, but what they weigh beside those to come. */
    void scale(double factor) {
        confusion.scale(factor);
        regression.scale(factor);
        probabilities.scale(factor);
        noChange.scale(factor);
        weight *= factor;
        summedLoss *= factor;
    }

    /**
     * The same tally of a classification with more classes, of which there were no examples so far.
     *
     * @param classes at least as many as now
     */
    public Evaluation withClasses(int classes) {
        Require.that(task == Task.CLASSIFICATION, "classes are added to a classification only", task);
        Require.atLeast(outputs, classes, "classes");
        Evaluation larger = new Evaluation(
                task,
                classes,
                confusion.withClasses(classes),
                new RegressionTally(0),
                probabilities.withClasses(classes));
        larger.noChange.merge(noChange);
        larger.examples = examples;
        larger.weight = weight;
        larger.summedLoss = summedLoss;
        return larger;
    }

    /** Adds another tally of the same task to this one, whose examples came after those so far. */
    public void merge(Evaluation other) {
        requireNonNull(other, "other");
        requireTask(other.task, other.outputs);
        confusion.merge(other.confusion);
        regression.merge(other.regression);
        probabilities.merge(other.probabilities);
        noChange.merge(other.noChange);
        examples += other.examples;
        weight += other.weight;
        summedLoss += other.summedLoss;
    }

    public Evaluation copy() {
        Evaluation copy = new Evaluation(task, outputs);
        copy.merge(this);
        return copy;
    }

    @Override
    public void requireTask(Task wanted, int wantedOutputs) {
        if (task != wanted || outputs != wantedOutputs) {
            throw new IllegalArgumentException("an evaluation must be of " + wanted + " with " + wantedOutputs
                    + " outputs: " + task + " with " + outputs);
        }
    }

    /** Writes a version byte, the task and the counts. */
    public void write(DataOutput out) throws IOException {
        requireNonNull(out, "out");
        out.writeByte(VERSION);
        out.writeUTF(task.code());
        out.writeInt(outputs);
        out.writeLong(examples);
        out.writeDouble(weight);
        out.writeDouble(summedLoss);
        confusion.write(out);
        regression.write(out);
        probabilities.write(out);
        noChange.write(out);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws LearnerFormatException if it is of a version unknown here, or not an evaluation
     */
    public static Evaluation read(DataInput in) throws IOException {
        requireNonNull(in, "in");
        int version = Versions.read("an evaluation", VERSION, in);
        try {
            return switch (version) {
                case 1 -> readV1(in);
                case 2 -> readV2(in);
                default -> readV3(in);
            };
        } catch (IllegalArgumentException e) {
            throw new LearnerFormatException("Not an evaluation: " + e.getMessage(), e);
        }
    }

    /** Version 1 knew no weights. */
    private static Evaluation readV1(DataInput in) throws IOException {
        Task task = Task.ofCode(in.readUTF());
        int outputs = in.readInt();
        long examples = in.readLong();
        return read(task, outputs, examples, (double) examples, in);
    }

    private static Evaluation readV3(DataInput in) throws IOException {
        Evaluation evaluation = readV2(in);
        evaluation.probabilities.merge(ProbabilityTally.read(in));
        evaluation.noChange.merge(NoChange.read(in));
        return evaluation;
    }

    /** Version 2 knew no probabilities and no order. */
    private static Evaluation readV2(DataInput in) throws IOException {
        Task task = Task.ofCode(in.readUTF());
        return read(task, in.readInt(), in.readLong(), in.readDouble(), in);
    }

    private static Evaluation read(Task task, int outputs, long examples, double weight, DataInput in)
            throws IOException {
        double summedLoss = in.readDouble();
        Evaluation evaluation = new Evaluation(
                task,
                outputs,
                ConfusionMatrix.read(in),
                RegressionTally.read(in),
                new ProbabilityTally(ranked(task, outputs)));
        evaluation.examples = examples;
        evaluation.weight = weight;
        evaluation.summedLoss = summedLoss;
        return evaluation;
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
