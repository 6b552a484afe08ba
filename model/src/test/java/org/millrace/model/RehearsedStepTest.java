package org.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.loss.ClassWeights;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.loss.SoftmaxCrossEntropy;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;
import org.millrace.model.optimizer.Adam;
import org.millrace.model.scaling.Scaling;

/** A step on a batch that is joined by examples of before. */
class RehearsedStepTest {

    private static final int COLUMNS = 3;

    private static final LearnerSettings UNSCALED = LearnerSettings.of(Architecture.of(COLUMNS, Activation.TANH, 2, 5))
            .withOptimizer(new Adam())
            .withScaling(Scaling.NONE)
            .withSeed(4);

    private static MiniBatch batch(int rows, long seed) {
        Random random = new Random(seed);
        float[] features = new float[rows * COLUMNS];
        for (int i = 0; i < features.length; i++) {
            features[i] = random.nextFloat();
        }
        int[] labels = random.ints(rows, 0, 2).toArray();
        return new MiniBatch(rows, COLUMNS, features, labels);
    }

    /** The first rows of a batch. */
    private static MiniBatch first(int rows, MiniBatch batch) {
        return new MiniBatch(
                rows,
                COLUMNS,
                Arrays.copyOf(batch.features().toFloats(), rows * COLUMNS),
                Arrays.copyOf(batch.labels(), rows));
    }

    @Test
    void followsTheGradientOfAllAndCountsTheBatchAlone() {
        MiniBatch joined = batch(10, 1);
        Evaluation prequential = new Evaluation(2);
        try (Learner learner = new Learner(UNSCALED);
                LearnerState rehearsed = learner.initialState();
                LearnerState whole = learner.initialState()) {
            StepReport report = learner.learn(rehearsed, first(4, joined), joined, prequential, 0, 1);
            StepReport ofAll = learner.learn(whole, joined, new Evaluation(2));

            assertThat(rehearsed.sha256()).isEqualTo(whole.sha256());
            assertThat(report.loss()).isEqualTo(ofAll.loss());
            assertThat(prequential.examples()).isEqualTo(4);
        }
    }

    @Test
    void scalesByWhatTheBatchAddedToTheStatistics() {
        LearnerSettings scaled = UNSCALED.withScaling(Scaling.STANDARDIZE);
        try (Learner learner = new Learner(scaled);
                LearnerState rehearsed = learner.initialState();
                LearnerState plain = learner.initialState()) {
            for (int step = 0; step < 5; step++) {
                MiniBatch joined = batch(10, step);
                learner.learn(rehearsed, first(4, joined), joined, new Evaluation(2), 0, 1);
                learner.learn(plain, first(4, joined), new Evaluation(2));
            }

            assertThat(rehearsed.statistics()).usingRecursiveComparison().isEqualTo(plain.statistics());
            assertThat(rehearsed.sha256()).isNotEqualTo(plain.sha256());
        }
    }

    @Test
    void balancesByTheClassesOfTheBatchesAlone() {
        LearnerSettings balanced = UNSCALED.withLoss(new SoftmaxCrossEntropy(0, ClassWeights.BALANCED));
        try (Learner learner = new Learner(balanced);
                LearnerState state = learner.initialState()) {
            learner.learn(state, first(4, batch(10, 1)), batch(10, 1), new Evaluation(2), 0, 1);

            assertThat(Arrays.stream(state.classCounts()).sum()).isEqualTo(4);
        }
    }

    @Test
    void isRefusedAsAWholeAndLeavesNoTrace() {
        MiniBatch joined = batch(3, 1);
        joined.features().toFloats()[2 * COLUMNS] = Float.NaN;
        LearnerSettings scaled = UNSCALED.withScaling(Scaling.STANDARDIZE);
        try (Learner learner = new Learner(scaled);
                LearnerState state = learner.initialState();
                LearnerState untouched = learner.initialState()) {
            StepReport report = learner.learn(state, first(2, joined), joined, new Evaluation(2), 0, 1);

            assertThat(report.refused()).isTrue();
            assertThat(state.sha256()).isEqualTo(untouched.sha256());
            assertThat(state.statistics()).usingRecursiveComparison().isEqualTo(untouched.statistics());
        }
    }
}
