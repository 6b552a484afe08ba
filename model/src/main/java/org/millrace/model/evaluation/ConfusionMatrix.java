package org.millrace.model.evaluation;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.millrace.model.format.LearnerFormatException;
import org.millrace.model.format.Versions;
import org.millrace.model.math.Require;

/**
 * Counts of (actual, predicted) class pairs: rows are the actual class, columns the predicted class.
 *
 * <p>Figures are of the examples' weights, counts of the examples themselves.
 */
public final class ConfusionMatrix {

    /** One kind of mistake: {@code actual} was taken for {@code predicted} {@code count} times. */
    public record Confusion(int actual, int predicted, long count) {}

    private static final int VERSION = 2;
    private static final int MOST_CLASSES = 1 << 16;

    private final long[][] counts;

    /** {@code [actual][predicted]}; empty for as long as every example weighs 1. */
    private double[][] weights = {};

    public ConfusionMatrix(int classes) {
        this(new long[Require.atLeast(1, classes, "classes")][classes]);
    }

    private ConfusionMatrix(long[][] counts) {
        this.counts = counts;
    }

    /** A matrix with the given counts, square and not negative; they are copied. */
    public static ConfusionMatrix of(long[][] counts) {
        requireNonNull(counts, "counts");
        ConfusionMatrix matrix = new ConfusionMatrix(counts.length);
        for (int actual = 0; actual < counts.length; actual++) {
            Require.that(
                    counts[actual].length == counts.length, "counts must be square, row has", counts[actual].length);
            for (int predicted = 0; predicted < counts.length; predicted++) {
                matrix.add(actual, predicted, counts[actual][predicted]);
            }
        }
        return matrix;
    }

    public int classes() {
        return counts.length;
    }

    public void add(int actual, int predicted) {
        add(actual, predicted, 1);
    }

    /** Adds {@code count} examples at once. */
    public void add(int actual, int predicted, long count) {
        checkClass(actual, "actual");
        checkClass(predicted, "predicted");
        Require.that(count >= 0, "count must not be negative", count);
        counts[actual][predicted] += count;
        if (weights.length > 0) {
            weights[actual][predicted] += count;
        }
    }

    /** Adds one example that weighs {@code weight}. */
    void weigh(int actual, int predicted, double weight) {
        if (weight != 1 && weights.length == 0) {
            weights = weighted();
        }
        if (weights.length > 0) {
            weights[actual][predicted] += weight;
        }
        counts[actual][predicted]++;
    }

    private double[][] weighted() {
        double[][] copy = new double[counts.length][counts.length];
        for (int actual = 0; actual < counts.length; actual++) {
            for (int predicted = 0; predicted < counts.length; predicted++) {
                copy[actual][predicted] = mass(actual, predicted);
            }
        }
        return copy;
    }

    private double mass(int actual, int predicted) {
        return weights.length == 0 ? counts[actual][predicted] : weights[actual][predicted];
    }

    /** The figures of what was counted so far, over margins that are summed up once. */
    ClassFigures figures() {
        int classes = counts.length;
        double[] actual = new double[classes];
        double[] predicted = new double[classes];
        double[] right = new double[classes];
        double total = 0;
        for (int row = 0; row < classes; row++) {
            for (int column = 0; column < classes; column++) {
                double mass = mass(row, column);
                actual[row] += mass;
                predicted[column] += mass;
            }
            right[row] = mass(row, row);
            total += actual[row];
        }
        return new ClassFigures(actual, predicted, right, total);
    }

    /** Multiplies all weights. */
    void scale(double factor) {
        weights = weighted();
        for (double[] row : weights) {
            for (int predicted = 0; predicted < row.length; predicted++) {
                row[predicted] *= factor;
            }
        }
    }

    /** A copy with more classes, which have no examples yet. */
    ConfusionMatrix withClasses(int more) {
        ConfusionMatrix matrix = new ConfusionMatrix(more);
        for (int actual = 0; actual < counts.length; actual++) {
            System.arraycopy(counts[actual], 0, matrix.counts[actual], 0, counts.length);
        }
        if (weights.length > 0) {
            matrix.weights = new double[more][more];
            for (int actual = 0; actual < counts.length; actual++) {
                System.arraycopy(weights[actual], 0, matrix.weights[actual], 0, counts.length);
            }
        }
        return matrix;
    }

    /** Adds another matrix's counts to this one. */
    public void merge(ConfusionMatrix other) {
        requireNonNull(other, "other");
        Require.that(
                other.classes() == classes(),
                "a matrix of " + classes() + " classes cannot take one of",
                other.classes());
        if (weights.length > 0 || other.weights.length > 0) {
            double[][] sums = weighted();
            for (int actual = 0; actual < counts.length; actual++) {
                for (int predicted = 0; predicted < counts.length; predicted++) {
                    sums[actual][predicted] += other.mass(actual, predicted);
                }
            }
            weights = sums;
        }
        for (int actual = 0; actual < counts.length; actual++) {
            for (int predicted = 0; predicted < counts.length; predicted++) {
                counts[actual][predicted] += other.counts[actual][predicted];
            }
        }
    }

    public ConfusionMatrix copy() {
        ConfusionMatrix copy = new ConfusionMatrix(classes());
        copy.merge(this);
        return copy;
    }

    /** A copy of the counts, {@code [actual][predicted]}. */
    public long[][] counts() {
        return copy().counts;
    }

    public long count(int actual, int predicted) {
        checkClass(actual, "actual");
        checkClass(predicted, "predicted");
        return counts[actual][predicted];
    }

    public long total() {
        long total = 0;
        for (int k = 0; k < counts.length; k++) {
            total += support(k);
        }
        return total;
    }

    /** How many examples are of class {@code k}. */
    public long support(int k) {
        checkClass(k, "class");
        long sum = 0;
        for (long count : counts[k]) {
            sum += count;
        }
        return sum;
    }

    /** How many examples were predicted to be of class {@code k}. */
    public long predictions(int k) {
        checkClass(k, "class");
        long sum = 0;
        for (long[] row : counts) {
            sum += row[k];
        }
        return sum;
    }

    /** The share of the examples whose class was predicted; NaN when empty. */
    public double accuracy() {
        return figures().accuracy();
    }

    /** The share of the predictions of class {@code k} that are right; 0 if there are none. */
    public double precision(int k) {
        checkClass(k, "class");
        return figures().precision(k);
    }

    /** The share of the examples of class {@code k} that were predicted to be of it; 0 if there are none. */
    public double recall(int k) {
        checkClass(k, "class");
        return figures().recall(k);
    }

    /** The harmonic mean of precision and recall; 0 where both are. */
    public double f1(int k) {
        checkClass(k, "class");
        return figures().f1(k);
    }

    /** The mean F1 over all classes, each counting the same. */
    public double macroF1() {
        return figures().macroF1();
    }

    /**
     * Cohen's kappa (1960): how far the accuracy {@code p₀} is above that of guessing with the same marginals {@code pₑ},
     * {@code (p₀ - pₑ) / (1 - pₑ)}; NaN when both are certain.
     */
    public double kappa() {
        return figures().kappa();
    }

    /** The most frequent mistakes, at most {@code limit}, most frequent first; ties in order of class. */
    public List<Confusion> mostConfused(int limit) {
        Require.that(limit >= 0, "limit must not be negative", limit);
        List<Confusion> confusions = new ArrayList<>();
        for (int actual = 0; actual < counts.length; actual++) {
            for (int predicted = 0; predicted < counts.length; predicted++) {
                if (actual != predicted && counts[actual][predicted] > 0) {
                    confusions.add(new Confusion(actual, predicted, counts[actual][predicted]));
                }
            }
        }
        return confusions.stream()
                .sorted(Comparator.comparingLong(Confusion::count).reversed())
                .limit(limit)
                .toList();
    }

    /** Writes a version byte, the number of classes, the counts row by row, and the weights where there are any. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(counts.length);
        for (long[] row : counts) {
            for (long count : row) {
                out.writeLong(count);
            }
        }
        out.writeBoolean(weights.length > 0);
        for (double[] row : weights) {
            for (double weight : row) {
                out.writeDouble(weight);
            }
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws LearnerFormatException if it is of a version unknown here, or not a confusion matrix
     */
    public static ConfusionMatrix read(DataInput in) throws IOException {
        int version = Versions.read("a confusion matrix", VERSION, in);
        return version == 1 ? readV1(in) : readV2(in);
    }

    private static ConfusionMatrix readV2(DataInput in) throws IOException {
        ConfusionMatrix matrix = readV1(in);
        if (in.readBoolean()) {
            int classes = matrix.classes();
            matrix.weights = new double[classes][classes];
            for (double[] row : matrix.weights) {
                for (int predicted = 0; predicted < classes; predicted++) {
                    row[predicted] = in.readDouble();
                }
            }
        }
        return matrix;
    }

    /** Version 1 knew no weights. */
    private static ConfusionMatrix readV1(DataInput in) throws IOException {
        int classes = in.readInt();
        if (classes < 1 || classes > MOST_CLASSES) {
            throw new LearnerFormatException("classes must be in [1, " + MOST_CLASSES + "]: " + classes);
        }
        long[][] counts = new long[classes][];
        for (int actual = 0; actual < classes; actual++) {
            // Row by row, so that a damaged number of classes meets the end of the input before it takes all memory.
            long[] row = new long[classes];
            counts[actual] = row;
            for (int predicted = 0; predicted < classes; predicted++) {
                row[predicted] = in.readLong();
                if (row[predicted] < 0) {
                    throw new LearnerFormatException("count must not be negative: " + row[predicted]);
                }
            }
        }
        return new ConfusionMatrix(counts);
    }

    private void checkClass(int k, String name) {
        if (k < 0 || k >= counts.length) {
            throw new IllegalArgumentException(name + " must be in [0, " + counts.length + "): " + k);
        }
    }
}
