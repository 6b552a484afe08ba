package org.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.loss.MeanSquaredError;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.loss.Task;
import org.millrace.model.math.RandomState;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;
import org.millrace.model.optimizer.Adam;
import org.millrace.model.scaling.Scaling;

class TargetScalingTest {

    private static final LearnerSettings SETTINGS = LearnerSettings.of(Architecture.of(2, Activation.RELU, 1, 16))
            .withLoss(new MeanSquaredError())
            .withOptimizer(new Adam())
            .withLearningRate(0.01);

    @ParameterizedTest
    @ValueSource(doubles = {1e-20, 1, 250_000, 1e18})
    void learnsWhateverTheUnitOfTheTargets(double unit) {
        try (Learner learner = new Learner(SETTINGS);
                LearnerState state = learner.initialState()) {
            for (int step = 0; step < 300; step++) {
                learner.learn(state, plane(16, unit, step), new Evaluation(Task.REGRESSION, 1));
            }
            Evaluation evaluation = new Evaluation(Task.REGRESSION, 1);
            MiniBatch test = plane(500, unit, 9999);
            learner.evaluate(state, test, evaluation);
            assertThat(evaluation.determination()).isGreaterThan(0.97);
            assertThat(evaluation.rootMeanSquaredError() / unit).isLessThan(0.4);
            assertThat(evaluation.loss())
                    .isCloseTo(Math.pow(evaluation.rootMeanSquaredError(), 2), within(1e-4 * evaluation.loss()));
            float[] predicted = learner.predict(state, test.features(), 500);
            assertThat(predicted[0] / unit).isCloseTo(test.targets()[0] / unit, within(1.5));
        }
    }

    @Test
    void oneExtremeTargetDoesNotRuinTheRest() {
        try (Learner learner = new Learner(SETTINGS);
                LearnerState state = learner.initialState()) {
            for (int step = 0; step < 300; step++) {
                MiniBatch batch = plane(16, 1, step);
                if (step == 100) {
                    batch.targets()[3] = 1e9f;
                }
                learner.learn(state, batch, new Evaluation(Task.REGRESSION, 1));
            }
            Evaluation evaluation = new Evaluation(Task.REGRESSION, 1);
            learner.evaluate(state, plane(500, 1, 9999), evaluation);
            assertThat(evaluation.determination()).isGreaterThan(0.95);
        }
    }

    @Test
    void aRefusedStepLeavesTheStatisticsAsTheyWere() throws IOException {
        try (Learner learner = new Learner(SETTINGS);
                LearnerState state = learner.initialState();
                LearnerState twin = learner.initialState()) {
            learner.learn(state, plane(16, 1, 1), new Evaluation(Task.REGRESSION, 1));
            learner.learn(twin, plane(16, 1, 1), new Evaluation(Task.REGRESSION, 1));
            MiniBatch bad = plane(16, 1, 2);
            bad.targets()[0] = Float.NaN;
            assertThat(learner.learn(state, bad, new Evaluation(Task.REGRESSION, 1))
                            .refused())
                    .isTrue();
            learner.learn(state, plane(16, 1, 3), new Evaluation(Task.REGRESSION, 1));
            learner.learn(twin, plane(16, 1, 3), new Evaluation(Task.REGRESSION, 1));
            assertThat(state.sha256()).isEqualTo(twin.sha256());
        }
    }

    @Test
    void refusesTargetsThatWereScaledOtherwise() {
        LearnerSettings none = SETTINGS.withScaling(SETTINGS.scaling().withTargets(Scaling.NONE));
        try (Learner learner = new Learner(SETTINGS);
                LearnerState state = learner.initialState()) {
            assertThatThrownBy(() -> state.requireFits(none))
                    .hasMessage("the learner does not fit the settings: it has target scaling standardize - the"
                            + " settings ask for target scaling none");
        }
    }

    /** Targets {@code unit · (3 + 2 x₁ - x₂)} with a little noise. */
    private static MiniBatch plane(int rows, double unit, long seed) {
        RandomState random = new RandomState(seed * 7919);
        float[] features = new float[rows * 2];
        float[] targets = new float[rows];
        for (int row = 0; row < rows; row++) {
            double first = random.nextGaussian();
            double second = random.nextGaussian();
            features[2 * row] = (float) first;
            features[2 * row + 1] = (float) second;
            targets[row] = (float) (unit * (3 + 2 * first - second + 0.1 * random.nextGaussian()));
        }
        return MiniBatch.ofTargets(rows, 2, features, targets);
    }
}
