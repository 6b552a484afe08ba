package org.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.loss.ClassWeights;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.loss.SoftmaxCrossEntropy;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;
import org.millrace.model.network.Initialization;
import org.millrace.model.optimizer.Adam;

class OutputGrowthTest {

    private static final int COLUMNS = 6;

    private static LearnerSettings settings(int classes, int... hidden) {
        return LearnerSettings.of(Architecture.of(COLUMNS, Activation.RELU, classes, hidden))
                .withLoss(new SoftmaxCrossEntropy(0, ClassWeights.BALANCED))
                .withOptimizer(new Adam())
                .withLearningRate(0.01);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8})
    void leavesTheOutputsSoFarAndTheOptimizersMemoryOfThemAlone(int units) {
        int[] hidden = units == 0 ? new int[0] : new int[] {units, 5};
        try (Learner learner = new Learner(settings(3, hidden));
                LearnerState state = learner.initialState()) {
            LearnerContract.learn(learner, state, Batches.stream(20, 8, COLUMNS, 3, 1));
            try (LearnerState grown = state.withOutputs(4, Initialization.HE)) {
                grown.requireFits(settings(4, hidden));
                int last = state.architecture().depth() - 1;
                int inputs = (int) state.weights(last).size(0);
                int from = state.network().weightOffset(last);
                int to = grown.network().weightOffset(last);
                assertThat(to).isEqualTo(from);
                for (int i = 0; i <= inputs; i++) {
                    for (int k = 0; k < 3; k++) {
                        assertThat(parameter(grown, to + i * 4 + k)).isEqualTo(parameter(state, from + i * 3 + k));
                        assertThat(grown.moments().get(1, to + i * 4 + k))
                                .isEqualTo(state.moments().get(1, from + i * 3 + k));
                    }
                    assertThat(grown.moments().get(0, to + i * 4 + 3)).isZero();
                    assertThat(grown.moments().get(1, to + i * 4 + 3)).isZero();
                    assertThat(parameter(grown, to + i * 4 + 3) == 0).isEqualTo(i == inputs);
                }
                for (int i = 0; i < from; i++) {
                    assertThat(parameter(grown, i)).isEqualTo(parameter(state, i));
                    assertThat(grown.moments().get(0, i))
                            .isEqualTo(state.moments().get(0, i));
                }
                assertThat(grown.step()).isEqualTo(state.step());
                assertThat(grown.classCounts()).startsWith(state.classCounts()).endsWith(0);
            }
        }
    }

    private static float parameter(LearnerState state, int index) {
        float[] value = new float[1];
        state.network().parameters().get(index, value, 0, 1);
        return value[0];
    }

    @Test
    void learnsTheNewClassAndGoesOnFromASnapshotWithTheSameBits() throws IOException {
        try (Learner learner = new Learner(settings(3, 8));
                LearnerState state = learner.initialState()) {
            LearnerContract.learn(learner, state, Batches.stream(50, 8, COLUMNS, 3, 1));
            try (LearnerState grown = state.withOutputs(4, Initialization.HE);
                    LearnerState again = state.withOutputs(4, Initialization.HE);
                    LearnerState read = LearnerState.read(
                            new DataInputStream(new ByteArrayInputStream(LearnerContract.bytes(grown))));
                    Learner larger = new Learner(settings(3, 8).withOutputs(4))) {
                assertThat(LearnerContract.bytes(again)).isEqualTo(LearnerContract.bytes(grown));
                for (MiniBatch batch : Batches.stream(300, 8, COLUMNS, 4, 2)) {
                    larger.learn(grown, batch, new Evaluation(4));
                    larger.learn(read, batch, new Evaluation(4));
                }
                assertThat(LearnerContract.bytes(read)).isEqualTo(LearnerContract.bytes(grown));
                Evaluation evaluation = new Evaluation(4);
                larger.evaluate(grown, Batches.clouds(1000, COLUMNS, 4, 99), evaluation);
                assertThat(evaluation.confusionMatrix().recall(3)).isGreaterThan(0.6);
            }
        }
    }

    @Test
    void countsGoOnAmongMoreClasses() {
        Evaluation evaluation = new Evaluation(2);
        evaluation.add(1, 0, 0.5);
        evaluation.add(1, 1, 0.25);
        Evaluation grown = evaluation.withClasses(3);
        grown.add(2, 1, 0.75);
        assertThat(grown.confusionMatrix().counts()).isEqualTo(new long[][] {{0, 0, 0}, {1, 1, 0}, {0, 1, 0}});
        assertThat(grown.examples()).isEqualTo(3);
        assertThat(grown.loss()).isEqualTo(0.5);
        assertThat(evaluation.classes()).isEqualTo(2);
    }

    @Test
    void neverShrinks() {
        try (Learner learner = new Learner(settings(3, 8));
                LearnerState state = learner.initialState()) {
            assertThatThrownBy(() -> state.withOutputs(2, Initialization.HE))
                    .hasMessage("outputs must be at least 3: 2");
        }
        assertThatThrownBy(() -> new Evaluation(3).withClasses(2)).hasMessage("classes must be at least 3: 2");
    }
}
