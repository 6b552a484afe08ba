package org.millrace.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.math.Require;

/**
 * Finds a learning rate by a sweep (Smith, "Cyclical learning rates for training neural networks", 2015; as fastai's
 * {@code lr_find}): each batch is trained on with a greater rate than the one before, in equal factors, until the smoothed loss
 * is four times its least.
 */
public final class LearningRateFinder {

    public static final double DEFAULT_LEAST_RATE = 1e-7;
    public static final double DEFAULT_GREATEST_RATE = 10;

    private static final double SMOOTHING = 0.98;
    private static final double DIVERGED = 4;
    private static final double SAFETY = 10;
    private static final int LEAST_POINTS = 3;
    private static final int NEIGHBOURHOOD = 20;

    /** One batch of the sweep; {@code smoothedLoss} is the bias-corrected exponential mean of the losses so far. */
    public record Point(double rate, double loss, double smoothedLoss) {}

    /**
     * The result of a sweep.
     *
     * @param points the curve, up to where the loss diverged
     * @param rate the proposed learning rate
     * @param reason why, in a sentence
     */
    public record Proposal(List<Point> points, double rate, String reason) {}

    private LearningRateFinder() {}

    /**
     * Sweeps over the batches with a fresh network of the given settings.
     *
     * @param leastRate where the sweep starts, positive
     * @param greatestRate where it ends with the last batch, above {@code leastRate}
     */
    public static Proposal sweep(
            LearnerSettings settings, List<MiniBatch> batches, double leastRate, double greatestRate) {
        requireNonNull(settings, "settings");
        requireNonNull(batches, "batches");
        Require.that(
                batches.size() >= LEAST_POINTS, "a sweep needs at least " + LEAST_POINTS + " batches", batches.size());
        Require.positive(leastRate, "least rate");
        Require.that(
                greatestRate > leastRate && Double.isFinite(greatestRate),
                "greatest rate must be above the least",
                greatestRate);
        double factor = Math.pow(greatestRate / leastRate, 1.0 / (batches.size() - 1));
        List<Point> points = new ArrayList<>();
        try (Learner learner = new Learner(settings);
                LearnerState state = learner.initialState()) {
            Evaluation unused = new Evaluation(
                    settings.loss().task(), settings.architecture().outputs());
            double mean = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < batches.size(); i++) {
                double rate = leastRate * Math.pow(factor, i);
                StepReport report = learner.learnAt(rate, state, batches.get(i), batches.get(i), unused);
                if (report.refused()) {
                    break;
                }
                mean = SMOOTHING * mean + (1 - SMOOTHING) * report.loss();
                double smoothed = mean / (1 - Math.pow(SMOOTHING, i + 1));
                points.add(new Point(rate, report.loss(), smoothed));
                least = Math.min(least, smoothed);
                if (smoothed > DIVERGED * least) {
                    break;
                }
            }
        }
        return propose(points);
    }

    /** The rate where the smoothed loss falls most steeply over log rate, but at most a tenth of where it is least. */
    static Proposal propose(List<Point> points) {
        if (points.size() < LEAST_POINTS) {
            throw new IllegalArgumentException("the sweep ended after " + points.size()
                    + " batches, because the loss ran away or was not finite: start"
                    + " it at a lower rate, or look for extreme values in the examples");
        }
        int least = 0;
        for (int i = 1; i < points.size(); i++) {
            least = points.get(i).smoothedLoss() < points.get(least).smoothedLoss() ? i : least;
        }
        // The mean over the first batches is mostly their luck, and so is a difference between neighbours.
        int reach = Math.max(1, points.size() / NEIGHBOURHOOD);
        int steepest = 0;
        double slope = 0;
        for (int i = 2 * reach; i + reach <= least; i++) {
            double here =
                    points.get(i + reach).smoothedLoss() - points.get(i - reach).smoothedLoss();
            if (here < slope) {
                slope = here;
                steepest = i;
            }
        }
        double ofLeast = points.get(least).rate();
        double ofSteepest = points.get(steepest).rate();
        if (slope < 0 && ofSteepest < ofLeast / SAFETY) {
            return new Proposal(
                    List.copyOf(points),
                    ofSteepest,
                    String.format(
                            Locale.ROOT,
                            "The loss falls most steeply at a rate of %.3g; it is least at %.3g.",
                            ofSteepest,
                            ofLeast));
        }
        return new Proposal(
                List.copyOf(points),
                ofLeast / SAFETY,
                String.format(Locale.ROOT, "A tenth of %.3g, where the loss is least.", ofLeast));
    }
}
