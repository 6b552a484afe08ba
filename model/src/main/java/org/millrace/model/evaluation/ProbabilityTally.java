package org.millrace.model.evaluation;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.format.Versions;
import org.millrace.model.loss.Task;
import org.millrace.model.math.Require;

/**
 * What probabilities say beyond the class that is the most probable: their error, their calibration, how they rank classes and
 * examples. Figures are NaN without examples that came with probabilities.
 */
final class ProbabilityTally {

    /** Top-k accuracy is known of k up to this. */
    static final int MOST_RANKS = 5;

    private static final int VERSION = 1;
    private static final int BINS = 10;

    private double weight;
    private double squaredError;
    /** By rank of the actual class, from the most probable on. */
    private final double[] ranked = new double[MOST_RANKS];
    /** By bin of the confidence: examples, their confidence, and those that are right. */
    private final double[] binned = new double[BINS];

    private final double[] confidence = new double[BINS];
    private final double[] right = new double[BINS];

    private final Ranking ranking;

    /** @param outputs classes or properties; 0 of a regression */
    ProbabilityTally(int outputs) {
        this(new Ranking(outputs));
    }

    private ProbabilityTally(Ranking ranking) {
        this.ranking = ranking;
    }

    void add(Prediction prediction, double importance) {
        weight += importance;
        ranking.add(prediction, importance);
        if (prediction.task() == Task.CLASSIFICATION) {
            squaredError += importance * prediction.squaredError();
            int rank = prediction.rank();
            if (rank < MOST_RANKS) {
                ranked[rank] += importance;
            }
            calibrate(prediction.confidence(), prediction.actual() == prediction.predicted(), importance);
        } else {
            squaredError += importance * prediction.squaredError() / prediction.outputs();
            for (int j = 0; j < prediction.outputs(); j++) {
                double p = prediction.probability(j);
                boolean predicted = prediction.predicts(j);
                calibrate(predicted ? p : 1 - p, predicted == (prediction.target(j) == 1), importance);
            }
        }
    }

    private void calibrate(double p, boolean isRight, double importance) {
        int bin = Math.min((int) (p * BINS), BINS - 1);
        binned[bin] += importance;
        confidence[bin] += importance * p;
        right[bin] += isRight ? importance : 0;
    }

    /**
     * The Brier score (1950): the mean of {@code Σₖ (pₖ - [k is the class])²} over examples, in [0, 2]; for multi-label of
     * {@code (p - target)²} over examples and properties, in [0, 1].
     */
    double brierScore() {
        return squaredError / weight;
    }

    /**
     * The share of examples whose class is among the {@code k} most probable ones; of equals the first counts as more probable.
     * Of multi-label it means nothing.
     *
     * @param k in [1, 5]
     */
    double topAccuracy(int k) {
        Require.that(k >= 1 && k <= MOST_RANKS, "k must be in [1, " + MOST_RANKS + "]", k);
        double sum = 0;
        for (int rank = 0; rank < k; rank++) {
            sum += ranked[rank];
        }
        return sum / weight;
    }

    /**
     * The expected calibration error (Naeini et al. 2015): examples are put into 10 equal bins by the probability of what was
     * predicted, and the distance between its mean and the accuracy is averaged over the bins, by their weight.
     */
    double calibrationError() {
        double sum = 0;
        double total = 0;
        for (int bin = 0; bin < BINS; bin++) {
            sum += Math.abs(right[bin] - confidence[bin]);
            total += binned[bin];
        }
        return sum / total;
    }

    /**
     * The area under the ROC curve, one class against the rest, the mean over classes (or properties): estimated by histograms, to
     * within {@link #rocAucError}; {@link SlidingWindow} has exact ones. NaN where a class has no examples or all of them, and of
     * more than 32 classes.
     */
    double rocAuc() {
        return ranking.area();
    }

    /** By how much {@link #rocAuc} may be off, at most. */
    double rocAucError() {
        return ranking.error();
    }

    void merge(ProbabilityTally other) {
        ranking.merge(other.ranking);
        addSums(other);
    }

    private void addSums(ProbabilityTally other) {
        weight += other.weight;
        squaredError += other.squaredError;
        double[][] parts = parts();
        double[][] others = other.parts();
        for (int i = 0; i < parts.length; i++) {
            for (int j = 0; j < parts[i].length; j++) {
                parts[i][j] += others[i][j];
            }
        }
    }

    /** A copy with more classes. */
    ProbabilityTally withClasses(int more) {
        ProbabilityTally larger = new ProbabilityTally(ranking.withClasses(more));
        larger.addSums(this);
        return larger;
    }

    void scale(double factor) {
        ranking.scale(factor);
        weight *= factor;
        squaredError *= factor;
        for (double[] part : parts()) {
            for (int j = 0; j < part.length; j++) {
                part[j] *= factor;
            }
        }
    }

    private double[][] parts() {
        return new double[][] {ranked, binned, confidence, right};
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeDouble(weight);
        out.writeDouble(squaredError);
        for (double[] part : parts()) {
            for (double value : part) {
                out.writeDouble(value);
            }
        }
        ranking.write(out);
    }

    static ProbabilityTally read(DataInput in) throws IOException {
        Versions.read("a tally of probabilities", VERSION, in);
        return readV1(in);
    }

    private static ProbabilityTally readV1(DataInput in) throws IOException {
        ProbabilityTally sums = new ProbabilityTally(0);
        sums.weight = in.readDouble();
        sums.squaredError = in.readDouble();
        for (double[] part : sums.parts()) {
            for (int j = 0; j < part.length; j++) {
                part[j] = in.readDouble();
            }
        }
        ProbabilityTally tally = new ProbabilityTally(Ranking.read(in));
        tally.addSums(sums);
        return tally;
    }
}
