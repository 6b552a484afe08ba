package org.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;
import org.millrace.model.network.DenseNetwork;
import org.millrace.model.optimizer.Adam;
import org.millrace.model.scaling.Scaling;
import org.nd4j.linalg.api.ndarray.INDArray;

class InspectionTest {

    private static final MiniBatch BATCH = Batches.clouds(300, 3, 2, 11);

    private static LearnerSettings settings(Activation activation) {
        return LearnerSettings.of(Architecture.of(3, activation, 2, 4, 5)).withOptimizer(new Adam());
    }

    @Test
    void measuresTheWeightsAndHowFarAStepMovesThem() {
        LearnerSettings settings = settings(Activation.RELU);
        try (Learner learner = new Learner(settings);
                LearnerState state = learner.initialState();
                Inspection inspection = new Inspection(settings)) {
            INDArray before = state.parameters();
            inspection.before(state);
            learner.learn(state, BATCH, new Evaluation(2));
            NetworkHealth health = inspection.after(state, BATCH);
            INDArray after = state.parameters();

            double weights = after.norm2Number().doubleValue();
            double moved = after.sub(before).norm2Number().doubleValue();
            assertThat(health.weightNorm()).isCloseTo(weights, within(1e-6 * weights));
            assertThat(health.updateRatio())
                    .isPositive()
                    .isCloseTo(moved / before.norm2Number().doubleValue(), within(1e-6));
            assertThat(health.layers()).hasSize(3);
        }
    }

    @Test
    void measuresEachLayerByItself() {
        LearnerSettings settings = settings(Activation.TANH).withScaling(Scaling.NONE);
        try (Learner learner = new Learner(settings);
                LearnerState state = learner.initialState();
                Inspection inspection = new Inspection(settings)) {
            DenseNetwork network = state.network();
            inspection.before(state);
            float[] outputs = new float[5 * 2 + 2];
            network.parameters().get(network.weightOffset(2), outputs, 0, outputs.length);
            for (int i = 0; i < outputs.length; i++) {
                outputs[i] *= 1.5f;
            }
            network.parameters().put(network.weightOffset(2), outputs, 0, outputs.length);
            NetworkHealth health = inspection.after(state, BATCH);

            assertThat(health.layers().get(0).updateRatio()).isZero();
            assertThat(health.layers().get(1).updateRatio()).isZero();
            assertThat(health.layers().get(2).updateRatio()).isCloseTo(0.5, within(1e-6));
            assertThat(health.layers().get(2).activations()).isEmpty();
        }
    }

    @Test
    void measuresHowFarTheActivationsSpread() {
        LearnerSettings settings = settings(Activation.IDENTITY).withScaling(Scaling.NONE);
        try (Learner learner = new Learner(settings);
                LearnerState state = learner.initialState();
                Inspection inspection = new Inspection(settings)) {
            // Every unit of the first layer is x₀, every unit of the second one is 1.
            DenseNetwork network = state.network();
            int end = network.biasOffset(1) + 5;
            network.parameters().put(0, new float[end], 0, end);
            network.parameters().put(0, new float[] {1, 1, 1, 1}, 0, 4);
            network.parameters().put(network.biasOffset(1), new float[] {1, 1, 1, 1, 1}, 0, 5);
            inspection.before(state);
            MiniBatch batch = new MiniBatch(2, 3, new float[] {7, 0, 0, 3, 0, 0}, new int[2]);
            NetworkHealth health = inspection.after(state, batch);

            assertThat(health.layers().get(0).activations().orElseThrow().deviation())
                    .isCloseTo(2, within(1e-9));
            assertThat(health.layers().get(1).activations().orElseThrow().deviation())
                    .isZero();
        }
    }

    private static double deadUnitsOfTheFirstLayer(NetworkHealth health) {
        return health.layers().get(0).activations().orElseThrow().deadUnits();
    }

    @Test
    void aStepThatWasRefusedMovesNothing() {
        LearnerSettings settings = settings(Activation.RELU);
        MiniBatch damaged = new MiniBatch(1, 3, new float[] {1, Float.NaN, 1}, new int[] {0});
        try (Learner learner = new Learner(settings);
                LearnerState state = learner.initialState();
                Inspection inspection = new Inspection(settings)) {
            inspection.before(state);
            assertThat(learner.learn(state, damaged, new Evaluation(2)).refused())
                    .isTrue();

            assertThat(inspection.after(state, BATCH).updateRatio()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RELU, -1000, 0.25",
        "RELU, 1000, 0",
        "LEAKY_RELU, -1000, 0",
        "GELU, -1000, 0.25",
        "SIGMOID, 1000, 0.25",
        "TANH, -1000, 0.25",
        "SWISH, -1000, 0.25",
        "IDENTITY, 1000, 0",
    })
    void findsUnitsThatAnswerToNoExample(Activation activation, float bias, double expected) {
        LearnerSettings settings = settings(activation);
        try (Learner learner = new Learner(settings);
                LearnerState state = learner.initialState();
                Inspection inspection = new Inspection(settings)) {
            learner.learn(state, BATCH, new Evaluation(2));
            DenseNetwork network = state.network();
            network.parameters().put(network.biasOffset(0) + 2, new float[] {bias}, 0, 1);
            inspection.before(state);

            assertThat(deadUnitsOfTheFirstLayer(inspection.after(state, BATCH))).isEqualTo(expected);
        }
    }

    @Test
    void aUnitThatAnswersToOneExampleLives() {
        LearnerSettings settings = settings(Activation.RELU).withScaling(Scaling.NONE);
        try (Learner learner = new Learner(settings);
                LearnerState state = learner.initialState();
                Inspection inspection = new Inspection(settings)) {
            // The first unit is x₀ - 5, the others are always above zero.
            DenseNetwork network = state.network();
            network.parameters().put(0, new float[network.biasOffset(0)], 0, network.biasOffset(0));
            network.parameters().put(0, new float[] {1}, 0, 1);
            network.parameters().put(network.biasOffset(0), new float[] {-5, 1, 1, 1}, 0, 4);
            inspection.before(state);

            MiniBatch below = new MiniBatch(2, 3, new float[] {1, 0, 0, 4, 0, 0}, new int[2]);
            MiniBatch oneAbove = new MiniBatch(2, 3, new float[] {1, 0, 0, 6, 0, 0}, new int[2]);
            assertThat(deadUnitsOfTheFirstLayer(inspection.after(state, below))).isEqualTo(0.25);
            assertThat(deadUnitsOfTheFirstLayer(inspection.after(state, oneAbove)))
                    .isZero();
        }
    }

    @Test
    void changesNothing() {
        LearnerSettings settings = settings(Activation.TANH);
        try (Learner learner = new Learner(settings);
                LearnerState state = learner.initialState();
                Inspection inspection = new Inspection(settings)) {
            learner.learn(state, BATCH, new Evaluation(2));
            String weights = state.sha256();
            inspection.before(state);
            inspection.after(state, BATCH);

            assertThat(state.sha256()).isEqualTo(weights);
            assertThat(state.step()).isEqualTo(1);
        }
    }

    @Test
    void wantsToSeeTheParametersBeforeTheStep() {
        LearnerSettings settings = settings(Activation.RELU);
        try (Learner learner = new Learner(settings);
                LearnerState state = learner.initialState();
                Inspection inspection = new Inspection(settings)) {
            assertThatThrownBy(() -> inspection.after(state, BATCH))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("before the step");
        }
    }
}
