package org.millrace.benchmarks;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.millrace.model.Learner;
import org.millrace.model.LearnerSettings;
import org.millrace.model.LearnerState;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.scaling.Scaling;

/**
 * Times a step of learning, its matrix products alone (the floor) and DL4J. Step and floor take turns in short rounds, so
 * that a machine that slows down slows both; the figures are medians over rounds, the ratio the median of the rounds' ratios.
 */
final class LearnerBenchmark {

    private static final int WARM_UP_ROUNDS = 20;
    private static final int DL4J_WARM_UP_ROUNDS = 25;
    private static final int ROUNDS = 15;

    private final long roundNanos;

    /** Takes a round for so many milliseconds. */
    LearnerBenchmark(int roundMillis) {
        roundNanos = TimeUnit.MILLISECONDS.toNanos(roundMillis);
    }

    /** Nothing but the network and the optimizer. */
    static LearnerSettings settings(Network network, OptimizerKind optimizer) {
        return LearnerSettings.of(network.architecture())
                .withScaling(Scaling.NONE)
                .withOptimizer(optimizer.optimizer())
                .withLearningRate(OptimizerKind.RATE);
    }

    /** Times one line of the table. */
    LearnerRow measure(Network network, OptimizerKind optimizer, int rows) {
        StepTimes times = times(settings(network, optimizer), network, rows);
        double dl4jUs = dl4j(network, optimizer, network.batch(rows, 1));
        return new LearnerRow(
                network.name(),
                optimizer,
                rows,
                times.us(),
                rows * 1e6 / times.us(),
                times.floorUs(),
                times.ratioToFloor(),
                rows * 1e6 / dl4jUs);
    }

    /**
     * Medians of a step and of its matrix products alone.
     *
     * @param us microseconds of a step
     * @param floorUs microseconds of the products
     * @param ratioToFloor step over products
     */
    record StepTimes(double us, double floorUs, double ratioToFloor) {}

    /** Times a step on a batch in memory, and its matrix products. */
    StepTimes times(LearnerSettings settings, Network network, int rows) {
        MiniBatch batch = network.batch(rows, 1);
        try (Learner learner = new Learner(settings);
                LearnerState state = learner.initialState();
                Floor floor = new Floor(network, rows)) {
            Evaluation prequential = new Evaluation(network.outputs());
            Runnable step = () -> learner.learn(state, batch, prequential);
            double[] steps = new double[ROUNDS];
            double[] floors = new double[ROUNDS];
            double[] ratios = new double[ROUNDS];
            for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
                double stepTime = microseconds(step);
                double floorTime = microseconds(floor::step);
                if (round >= 0) {
                    steps[round] = stepTime;
                    floors[round] = floorTime;
                    ratios[round] = stepTime / floorTime;
                }
            }
            return new StepTimes(median(steps), median(floors), median(ratios));
        }
    }

    private double dl4j(Network network, OptimizerKind optimizer, MiniBatch batch) {
        Dl4j dl4j = new Dl4j(network, optimizer, batch);
        double[] times = new double[ROUNDS];
        for (int round = -DL4J_WARM_UP_ROUNDS; round < ROUNDS; round++) {
            double time = microseconds(dl4j::step);
            if (round >= 0) {
                times[round] = time;
            }
        }
        return median(times);
    }

    /** Mean time of a run over one round. */
    private double microseconds(Runnable work) {
        long start = System.nanoTime();
        long end = start;
        int runs = 0;
        while (end - start < roundNanos) {
            work.run();
            runs++;
            end = System.nanoTime();
        }
        return (end - start) / 1e3 / runs;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
