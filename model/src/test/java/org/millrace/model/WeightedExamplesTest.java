package org.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.evaluation.Predictions;
import org.millrace.model.loss.BinaryCrossEntropy;
import org.millrace.model.loss.Loss;
import org.millrace.model.loss.MeanSquaredError;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.loss.SoftmaxCrossEntropy;
import org.millrace.model.loss.Task;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;

class WeightedExamplesTest {

    private static final LearnerSettings SETTINGS = LearnerSettings.of(Architecture.of(6, Activation.RELU, 3, 8));

    @Test
    void aBatchWithoutWeightChangesNothing() throws IOException {
        try (Learner learner = new Learner(SETTINGS);
                LearnerState state = learner.initialState()) {
            learner.learn(state, Batches.clouds(8, 6, 3, 1), new Evaluation(3));
            byte[] before = LearnerContract.bytes(state);
            Evaluation prequential = new Evaluation(3);
            StepReport report = learner.learn(state, Batches.clouds(4, 6, 3, 2).weighing(0, 0, 0, 0), prequential);
            assertThat(LearnerContract.bytes(state)).isEqualTo(before);
            assertThat(report.refused()).isFalse();
            assertThat(prequential.examples()).isEqualTo(4);
            assertThat(prequential.loss()).isNaN();
        }
    }

    @Test
    void weightsOfOneAreNoWeights() throws IOException {
        try (Learner learner = new Learner(SETTINGS);
                LearnerState plain = learner.initialState();
                LearnerState weighted = learner.initialState()) {
            MiniBatch batch = Batches.clouds(4, 6, 3, 1);
            learner.learn(plain, batch, new Evaluation(3));
            learner.learn(weighted, batch.weighing(1, 1, 1, 1), new Evaluation(3));
            assertThat(LearnerContract.bytes(weighted).length).isEqualTo(LearnerContract.bytes(plain).length);
            float[] expected = learner.predict(plain, batch.features(), 4);
            float[] predicted = learner.predict(weighted, batch.features(), 4);
            for (int i = 0; i < expected.length; i++) {
                assertThat(predicted[i]).isCloseTo(expected[i], within(1e-6f));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void countsAnExampleOfWeightTwoInFiguresAsTwo(Task task) {
        Evaluation weighted = new Evaluation(task, 2);
        Evaluation twice = new Evaluation(task, 2);
        float[] outputs = {2, -1, -1, 0.5f, 0.25f, 1};
        MiniBatch batch = task == Task.CLASSIFICATION
                ? new MiniBatch(3, 1, new float[3], new int[] {0, 1, 0})
                : MiniBatch.ofTargets(3, 1, new float[3], new float[] {1, 0, 1, 1, 0, 1});
        Predictions predictions = new Predictions(loss(task), 2);
        predictions.handOn(outputs, batch.weighing(1, 0, 2), 0, 3, new double[] {1, 2, 3}, weighted);
        predictions.handOn(outputs, batch, 0, 1, new double[] {1}, twice);
        for (int i = 0; i < 2; i++) {
            predictions.handOn(Arrays.copyOfRange(outputs, 4, 6), batch, 2, 1, new double[] {3}, twice);
        }
        assertThat(weighted.examples()).isEqualTo(3);
        assertThat(weighted.loss()).isEqualTo(twice.loss());
        if (task == Task.REGRESSION) {
            assertThat(weighted.determination()).isCloseTo(twice.determination(), within(1e-12));
            assertThat(weighted.meanAbsoluteError()).isCloseTo(twice.meanAbsoluteError(), within(1e-12));
        } else {
            assertThat(weighted.accuracy()).isEqualTo(twice.accuracy());
            assertThat(weighted.kappa()).isEqualTo(twice.kappa());
            assertThat(weighted.confusionMatrix().recall(0))
                    .isEqualTo(twice.confusionMatrix().recall(0));
            assertThat(weighted.confusionMatrix().total()).isEqualTo(task == Task.CLASSIFICATION ? 3 : 6);
        }
        Evaluation merged = weighted.copy();
        merged.merge(twice);
        assertThat(merged.examples()).isEqualTo(6);
        assertThat(merged.loss()).isEqualTo(twice.loss());
    }

    private static Loss loss(Task task) {
        return switch (task) {
            case CLASSIFICATION -> new SoftmaxCrossEntropy();
            case MULTI_LABEL -> new BinaryCrossEntropy();
            case REGRESSION -> new MeanSquaredError();
        };
    }

    @Test
    void refusesWeightsThatAreNone() {
        MiniBatch batch = Batches.clouds(2, 6, 3, 1);
        for (float weight : new float[] {-1, Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> batch.weighing(1, weight))
                    .hasMessage("weight must be finite and not negative: " + weight);
        }
        assertThatThrownBy(() -> batch.weighing(1)).hasMessage("weights must hold one value per row, 2: 1");
    }
}
