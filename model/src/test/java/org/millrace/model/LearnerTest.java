package org.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.loss.ClassWeights;
import org.millrace.model.loss.MeanSquaredError;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.loss.Task;
import org.millrace.model.math.Features;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;
import org.millrace.model.optimizer.Adam;
import org.millrace.model.optimizer.Clipping;
import org.millrace.model.optimizer.Momentum;
import org.millrace.model.scaling.Scaling;
import org.nd4j.linalg.api.ndarray.INDArray;

class LearnerTest {

    private static final LearnerSettings SETTINGS = LearnerSettings.of(Architecture.of(2, Activation.TANH, 2, 8));

    private static final MiniBatch XOR =
            new MiniBatch(4, 2, new float[] {0, 0, 0, 1, 1, 0, 1, 1}, new int[] {0, 1, 1, 0});

    @Test
    void learnsExclusiveOr() {
        try (Learner learner = new Learner(SETTINGS.withOptimizer(new Adam()).withLearningRate(0.02));
                LearnerState state = learner.initialState()) {
            for (int i = 0; i < 500; i++) {
                learner.learn(state, XOR, new Evaluation(2));
            }
            Evaluation evaluation = new Evaluation(2);
            learner.evaluate(state, XOR, evaluation);
            assertThat(evaluation.accuracy()).isEqualTo(1);
            assertThat(evaluation.loss()).isLessThan(0.05);
        }
    }

    @Test
    void learnsALine() {
        LearnerSettings settings = LearnerSettings.of(new Architecture(1, List.of(), 1))
                .withLoss(new MeanSquaredError())
                .withScaling(Scaling.NONE)
                .withLearningRate(0.1);
        MiniBatch line = MiniBatch.ofTargets(4, 1, new float[] {-1, 0, 1, 2}, new float[] {-1, 1, 3, 5});
        try (Learner learner = new Learner(settings);
                LearnerState state = learner.initialState()) {
            for (int i = 0; i < 300; i++) {
                learner.learn(state, line, new Evaluation(Task.REGRESSION, 1));
            }
            Evaluation evaluation = new Evaluation(Task.REGRESSION, 1);
            learner.evaluate(state, line, evaluation);
            assertThat(evaluation.determination()).isCloseTo(1, within(1e-6));
            assertThat(learner.predict(state, Features.of(new float[] {10}), 1)[0])
                    .isCloseTo(21, within(1e-3f));
        }
    }

    @Test
    void evaluatesAsManyRowsAsItIsGiven() {
        try (Learner learner = new Learner(SETTINGS);
                LearnerState state = learner.initialState()) {
            Evaluation whole = new Evaluation(2);
            Evaluation parts = new Evaluation(2);
            MiniBatch large = Batches.clouds(1000, 2, 2, 1);
            learner.evaluate(state, large, whole);
            for (int from = 0; from < 1000; from += 100) {
                learner.evaluate(
                        state,
                        new MiniBatch(
                                100,
                                2,
                                Arrays.copyOfRange(large.features().toFloats(), from * 2, from * 2 + 200),
                                Arrays.copyOfRange(large.labels(), from, from + 100)),
                        parts);
            }
            assertThat(whole.examples()).isEqualTo(1000);
            assertThat(parts.confusionMatrix().counts())
                    .isEqualTo(whole.confusionMatrix().counts());
            assertThat(parts.loss()).isCloseTo(whole.loss(), within(1e-6));
        }
    }

    @Test
    void predictsProbabilities() {
        try (Learner learner = new Learner(SETTINGS);
                LearnerState state = learner.initialState()) {
            float[] probabilities = learner.predict(state, XOR.features(), 4);
            for (int row = 0; row < 4; row++) {
                assertThat(probabilities[row * 2] + probabilities[row * 2 + 1]).isCloseTo(1, within(1e-6f));
            }
        }
    }

    @Test
    void predictsABatchBeforeItLearnsIt() {
        LearnerSettings settings = SETTINGS.withScaling(Scaling.NONE).withLearningRate(10);
        try (Learner learner = new Learner(settings);
                LearnerState state = learner.initialState()) {
            Evaluation before = new Evaluation(2);
            learner.evaluate(state, XOR, before);
            Evaluation prequential = new Evaluation(2);
            learner.learn(state, XOR, prequential);
            assertThat(prequential.loss()).isEqualTo(before.loss());
            assertThat(prequential.confusionMatrix().counts())
                    .isEqualTo(before.confusionMatrix().counts());
            Evaluation after = new Evaluation(2);
            learner.evaluate(state, XOR, after);
            assertThat(Math.abs(after.loss() - before.loss())).isGreaterThan(0.1);
        }
    }

    @Test
    void refusesToUseWhatIsClosed() {
        Learner learner = new Learner(SETTINGS);
        LearnerState state = learner.initialState();
        LearnerState other = learner.initialState();
        state.close();
        state.close();
        assertThatThrownBy(() -> learner.learn(state, XOR, new Evaluation(2)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> learner.evaluate(state, XOR, new Evaluation(2)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> learner.predict(state, XOR.features(), 4)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(state::copy).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(state::sha256).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(state::parameters).isInstanceOf(IllegalStateException.class);
        learner.close();
        learner.close();
        assertThatThrownBy(() -> learner.learn(other, XOR, new Evaluation(2)))
                .isInstanceOf(IllegalStateException.class);
        other.close();
    }

    @ParameterizedTest
    @EnumSource
    void trainsOnBytesAsOnTheNumbersTheyStandFor(Scaling scaling) {
        byte[] steps = new byte[300 * 70];
        new Random(7).nextBytes(steps);
        Features bytes = new Features.Bytes(steps, 1f / 255);
        int[] labels = new Random(8).ints(300, 0, 3).toArray();
        MiniBatch compact = new MiniBatch(300, 70, bytes, labels, new float[0]);
        MiniBatch numbers = new MiniBatch(300, 70, bytes.toFloats(), labels);
        assertThat(numbers.features().toFloats()).contains(1f, 0f, 51 * (1f / 255));
        try (Learner learner = new Learner(LearnerSettings.of(Architecture.of(70, Activation.RELU, 3, 9))
                        .withScaling(scaling));
                LearnerState one = learner.initialState();
                LearnerState other = learner.initialState()) {
            for (int i = 0; i < 3; i++) {
                learner.learn(one, compact, new Evaluation(3));
                learner.learn(other, numbers, new Evaluation(3));
            }
            assertThat(one.sha256()).isEqualTo(other.sha256());
            assertThat(learner.predict(one, bytes, 300)).isEqualTo(learner.predict(other, numbers.features(), 300));
        }
    }

    @Test
    void refusesBadInput() {
        try (Learner learner = new Learner(SETTINGS);
                LearnerState state = learner.initialState()) {
            Evaluation evaluation = new Evaluation(2);
            assertThatThrownBy(() -> learner.learn(null, XOR, evaluation)).hasMessage("state");
            assertThatThrownBy(() -> learner.learn(state, null, evaluation)).hasMessage("batch");
            assertThatThrownBy(() -> learner.learn(state, XOR, null)).hasMessage("prequential");
            MiniBatch wide = new MiniBatch(1, 3, new float[3], new int[1]);
            assertThatThrownBy(() -> learner.learn(state, wide, evaluation))
                    .hasMessage("a batch must have 2 columns: 3");
            MiniBatch label = new MiniBatch(1, 2, new float[2], new int[] {2});
            assertThatThrownBy(() -> learner.learn(state, label, evaluation)).hasMessage("label must be below 2: 2");
            assertThatThrownBy(() -> learner.learn(state, XOR, new Evaluation(3)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> learner.predict(state, Features.of(new float[3]), 1))
                    .hasMessage("features must hold rows x columns = 2 values: 3");
        }
        assertThatThrownBy(() -> new MiniBatch(0, 1, new float[0], new int[0]))
                .hasMessage("rows must be at least 1: 0");
        assertThatThrownBy(() -> new MiniBatch(1, 2, new float[3], new int[1]))
                .hasMessage("features must hold rows x columns = 2 values: 3");
        assertThatThrownBy(() -> new MiniBatch(1, 1, Features.of(new float[1]), new int[1], new float[1]))
                .hasMessage("labels must be empty beside targets: 1");
        assertThatThrownBy(() -> new MiniBatch(1, 1, new float[1], new int[] {-1}))
                .hasMessage("label must be at least 0: -1");
        assertThatThrownBy(() -> new Features.Bytes(new byte[1], Float.MAX_VALUE))
                .hasMessage("scale must be finite, and 255 times it too: 3.4028235E38");
        assertThatThrownBy(() -> SETTINGS.withLearningRate(30)).hasMessage("learning rate must be in (0, 10]: 30.0");
        assertThatThrownBy(() -> SETTINGS.withLearningRate(Double.NaN))
                .hasMessage("learning rate must be in (0, 10]: NaN");
        assertThatThrownBy(() -> new Clipping(-1, 0)).hasMessage("clip norm must be finite and not negative: -1.0");
        assertThatThrownBy(() -> SETTINGS.withOptimizer(null)).hasMessage("optimizer");
        assertThatThrownBy(() -> new Architecture(100_000, List.of(), 100_000))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aValidationChangesNothingWithoutAPlateauRule() throws IOException {
        try (Learner learner = new Learner(SETTINGS);
                LearnerState state = learner.initialState()) {
            byte[] before = LearnerContract.bytes(state);
            learner.validated(state, 1);
            learner.validated(state, 1);
            assertThat(LearnerContract.bytes(state)).isEqualTo(before);
        }
    }

    @Test
    void weighsClassesByHowRareTheyAre() {
        assertThat(ClassWeights.BALANCED.after(new long[] {89, 9}, new float[2]))
                .containsExactly(100f / 180, 5f);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 250})
    void updatesTheSameWhetherTheGradientIsStreamedOrWrittenDown(int rows) {
        LearnerSettings streamed = LearnerSettings.of(Architecture.of(300, Activation.RELU, 3, 70, 9))
                .withOptimizer(new Momentum())
                .withLearningRate(0.01);
        LearnerSettings whole = streamed.withClipping(new Clipping(1e6, 0));
        MiniBatch batch = Batches.clouds(rows, 300, 3, 4);
        try (Learner one = new Learner(streamed);
                Learner other = new Learner(whole);
                LearnerState first = one.initialState();
                LearnerState second = other.initialState()) {
            for (int i = 0; i < 5; i++) {
                StepReport report = one.learn(first, batch, new Evaluation(3));
                StepReport expected = other.learn(second, batch, new Evaluation(3));
                assertThat(report.gradientNorm())
                        .isCloseTo(expected.gradientNorm(), within(1e-4 * expected.gradientNorm()));
                assertThat(report.loss()).isCloseTo(expected.loss(), within(1e-5));
            }
            try (INDArray parameters = first.parameters();
                    INDArray expected = second.parameters()) {
                assertThat(parameters.equalsWithEps(expected, 1e-5)).isTrue();
            }
        }
    }
}
