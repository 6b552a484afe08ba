package org.millrace.model;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A running tally of predictions against labels: how many examples, their mean loss, and the confusion matrix. Tallies of
 * parts of the data merge into the tally of the whole.
 */
public final class Evaluation {

    private final ConfusionMatrix confusion;
    private long examples;
    private double summedLoss;

    public Evaluation(int classes) {
        this(new ConfusionMatrix(classes), 0, 0);
    }

    private Evaluation(ConfusionMatrix confusion, long examples, double summedLoss) {
        this.confusion = confusion;
        this.examples = examples;
        this.summedLoss = summedLoss;
    }

    public int classes() {
        return confusion.classes();
    }

    public long examples() {
        return examples;
    }

    /** The mean loss per example, NaN when empty. */
    public double loss() {
        return summedLoss / examples;
    }

    /** The share of examples predicted rightly, NaN when empty. */
    public double accuracy() {
        return confusion.accuracy();
    }

    /** Cohen's kappa; see {@link ConfusionMatrix#kappa}. */
    public double kappa() {
        return confusion.kappa();
    }

    /** A copy of the confusion matrix. */
    public ConfusionMatrix confusionMatrix() {
        return confusion.copy();
    }

    /** Counts one example. */
    public void add(int actual, int predicted, double loss) {
        confusion.add(actual, predicted);
        examples++;
        summedLoss += loss;
    }

    /** Adds another tally to this one. */
    public void merge(Evaluation other) {
        requireNonNull(other, "other");
        confusion.merge(other.confusion);
        examples += other.examples;
        summedLoss += other.summedLoss;
    }

    public Evaluation copy() {
        return new Evaluation(confusion.copy(), examples, summedLoss);
    }

    /** Writes all that {@link #read} needs. */
    public void write(DataOutput out) throws IOException {
        requireNonNull(out, "out");
        out.writeInt(classes());
        out.writeLong(examples);
        out.writeDouble(summedLoss);
        for (int actual = 0; actual < classes(); actual++) {
            for (int predicted = 0; predicted < classes(); predicted++) {
                out.writeLong(confusion.count(actual, predicted));
            }
        }
    }

    public static Evaluation read(DataInput in) throws IOException {
        requireNonNull(in, "in");
        int classes = in.readInt();
        if (classes < 1) {
            throw new IOException("An evaluation has at least one class: " + classes);
        }
        long examples = in.readLong();
        double summedLoss = in.readDouble();
        ConfusionMatrix confusion = new ConfusionMatrix(classes);
        for (int actual = 0; actual < classes; actual++) {
            for (int predicted = 0; predicted < classes; predicted++) {
                long count = in.readLong();
                if (count < 0) {
                    throw new IOException("A count of examples cannot be negative: " + count);
                }
                confusion.add(actual, predicted, count);
            }
        }
        return new Evaluation(confusion, examples, summedLoss);
    }
}
