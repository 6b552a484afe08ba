package org.millrace.model.evaluation;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.format.LearnerFormatException;
import org.millrace.model.format.Versions;
import org.millrace.model.loss.Task;
import org.millrace.model.math.Require;

/**
 * How well the probability of each class tells its examples from all others: histograms of the probabilities, from which the
 * area under the ROC curve follows, in memory that does not grow with the number of examples.
 *
 * <p>The area is the share of pairs, one example of the class and one of another, in which the first has the greater
 * probability; equals count half (Hanley and McNeil 1982). Pairs in the same bin count as equals here, so the area is off by at
 * most half their share, which {@link #error} works out. Bins are as wide as an eighth of a doubling of p below ½, and of 1 - p above,
 * so that they are fine where probabilities crowd.
 */
final class Ranking {

    /** With more classes no areas are worked out: the histograms would take 5 KB for each. */
    static final int MOST_CLASSES = 32;

    private static final int VERSION = 1;
    private static final int SHIFT = 49;
    private static final int LEAST = eighths(0x1p-20);
    private static final int HALF = eighths(0.5) - LEAST + 1;
    private static final int BINS = 2 * HALF;

    private final int classes;
    /** The weight of examples of each class by their probability of it, {@code [classes, BINS]}. */
    private final double[] positives;
    /** The same of all other examples. */
    private final double[] negatives;

    /** @param classes classes or properties; with too many of them nothing is counted */
    Ranking(int classes) {
        this.classes = classes <= MOST_CLASSES ? classes : 0;
        positives = new double[this.classes * BINS];
        negatives = new double[this.classes * BINS];
    }

    /** The bin of a probability, from 0 to BINS - 1, greater for greater ones. */
    static int bin(double p) {
        double nearer = p > 0.5 ? 1 - p : p;
        int fromTheEnd = Math.min(Math.max(0, eighths(nearer) - LEAST), HALF - 1);
        return p > 0.5 ? BINS - 1 - fromTheEnd : fromTheEnd;
    }

    /** The number of eighths of doublings up to p, plus a constant: its exponent and the first three bits after the point. */
    private static int eighths(double p) {
        return (int) (Double.doubleToRawLongBits(p) >>> SHIFT);
    }

    void add(Prediction prediction, double importance) {
        if (classes == 0) {
            return;
        }
        int[] bins = prediction.bins();
        if (prediction.task() == Task.CLASSIFICATION) {
            int actual = prediction.actual();
            for (int k = 0; k < actual; k++) {
                negatives[k * BINS + bins[k]] += importance;
            }
            positives[actual * BINS + bins[actual]] += importance;
            for (int k = actual + 1; k < classes; k++) {
                negatives[k * BINS + bins[k]] += importance;
            }
        } else {
            for (int k = 0; k < classes; k++) {
                (prediction.target(k) == 1 ? positives : negatives)[k * BINS + bins[k]] += importance;
            }
        }
    }

    /** The mean area over all classes; NaN if one has no examples, or all of them. */
    double area() {
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += area(positives, negatives, k * BINS, (k + 1) * BINS);
        }
        return sum / classes;
    }

    /** By how much {@link #area} may be off, at most. */
    double error() {
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            double equal = 0;
            for (int bin = k * BINS; bin < (k + 1) * BINS; bin++) {
                equal += positives[bin] * negatives[bin];
            }
            sum += equal / 2 / pairs(positives, negatives, k * BINS, (k + 1) * BINS);
        }
        return sum / classes;
    }

    /** The area of weights by rank, the least probable first, from {@code from} to before {@code to}. */
    static double area(double[] positives, double[] negatives, int from, int to) {
        double below = 0;
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += positives[i] * (below + negatives[i] / 2);
            below += negatives[i];
        }
        return sum / pairs(positives, negatives, from, to);
    }

    private static double pairs(double[] positives, double[] negatives, int from, int to) {
        double ofClass = 0;
        double others = 0;
        for (int i = from; i < to; i++) {
            ofClass += positives[i];
            others += negatives[i];
        }
        return ofClass * others;
    }

    void merge(Ranking other) {
        Require.that(
                other.classes == classes, "a ranking of " + classes + " classes cannot take one of", other.classes);
        for (int i = 0; i < positives.length; i++) {
            positives[i] += other.positives[i];
            negatives[i] += other.negatives[i];
        }
    }

    void scale(double factor) {
        for (int i = 0; i < positives.length; i++) {
            positives[i] *= factor;
            negatives[i] *= factor;
        }
    }

    /** The same with more classes. Earlier examples had no probability of them, and are left out of their areas. */
    Ranking withClasses(int more) {
        Ranking ranking = new Ranking(more);
        int shared = Math.min(positives.length, ranking.positives.length);
        System.arraycopy(positives, 0, ranking.positives, 0, shared);
        System.arraycopy(negatives, 0, ranking.negatives, 0, shared);
        return ranking;
    }

    /** Writes a version byte, the number of classes, and the bins that are not empty. */
    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(classes);
        write(positives, out);
        write(negatives, out);
    }

    private static void write(double[] weights, DataOutput out) throws IOException {
        int filled = 0;
        for (double weight : weights) {
            filled += weight == 0 ? 0 : 1;
        }
        out.writeInt(filled);
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] != 0) {
                out.writeShort(i);
                out.writeDouble(weights[i]);
            }
        }
    }

    static Ranking read(DataInput in) throws IOException {
        Versions.read("a ranking", VERSION, in);
        return readV1(in);
    }

    private static Ranking readV1(DataInput in) throws IOException {
        int classes = in.readInt();
        if (classes < 0 || classes > MOST_CLASSES) {
            throw new LearnerFormatException("ranked classes must be in [0, " + MOST_CLASSES + "]: " + classes);
        }
        Ranking ranking = new Ranking(classes);
        read(in, ranking.positives);
        read(in, ranking.negatives);
        return ranking;
    }

    private static void read(DataInput in, double[] weights) throws IOException {
        int filled = in.readInt();
        for (int i = 0; i < filled; i++) {
            int bin = in.readUnsignedShort();
            if (bin >= weights.length) {
                throw new LearnerFormatException("bin must be below " + weights.length + ": " + bin);
            }
            weights[bin] = in.readDouble();
        }
    }
}
