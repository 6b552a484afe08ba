package org.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;
import org.millrace.model.optimizer.AdaGrad;
import org.millrace.model.optimizer.Adam;
import org.millrace.model.optimizer.AdamW;
import org.millrace.model.optimizer.Ftrl;
import org.millrace.model.optimizer.Momentum;
import org.millrace.model.optimizer.Nesterov;
import org.millrace.model.optimizer.Optimizer;
import org.millrace.model.optimizer.RmsProp;
import org.millrace.model.optimizer.Sgd;
import org.nd4j.linalg.api.ndarray.INDArray;

class LearnerResetTest {

    private static final MiniBatch BATCH = Batches.clouds(32, 3, 2, 1);

    private static LearnerSettings settings(Optimizer optimizer) {
        return LearnerSettings.of(Architecture.of(3, Activation.TANH, 2, 6)).withOptimizer(optimizer);
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                new Sgd(),
                new Momentum(),
                new Nesterov(),
                new AdaGrad(),
                new RmsProp(),
                new Adam(),
                new AdamW(),
                new Ftrl());
    }

    /** What the moments held before has no part in the steps after. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void anOptimizerThatWasResetTakesTheStepsOfANewOne(Optimizer optimizer) {
        try (Learner learner = new Learner(settings(optimizer));
                LearnerState old = learner.initialState();
                LearnerState young = learner.initialState()) {
            // A standardization of the same batch over and over has the same mean and deviation after one and after 40.
            train(learner, old, 40);
            train(learner, young, 1);
            old.network().parameters().copyTo(young.network().parameters());
            learner.resetOptimizer(old);
            learner.resetOptimizer(young);
            train(learner, old, 3);
            train(learner, young, 3);
            assertThat(values(young)).containsExactly(values(old), within(1e-4f));
        }
    }

    @Test
    void aResetOptimizerIsWrittenAndCopied() throws IOException {
        try (Learner learner = new Learner(settings(new Adam()));
                LearnerState state = learner.initialState()) {
            train(learner, state, 20);
            learner.resetOptimizer(state);
            train(learner, state, 2);
            byte[] bytes = LearnerContract.bytes(state);
            try (LearnerState read = LearnerState.read(new DataInputStream(new ByteArrayInputStream(bytes)));
                    LearnerState copy = state.copy()) {
                for (LearnerState other : List.of(read, copy)) {
                    assertThat(other.moments().since()).isEqualTo(20);
                    assertThat(LearnerContract.bytes(other)).isEqualTo(bytes);
                }
                train(learner, state, 5);
                train(learner, read, 5);
                train(learner, copy, 5);
                assertThat(read.sha256()).isEqualTo(state.sha256());
                assertThat(copy.sha256()).isEqualTo(state.sha256());
            }
        }
    }

    @Test
    void aResetOutputLayerIsNewAndTheOthersStay() {
        try (Learner learner = new Learner(settings(new Adam()));
                LearnerState state = learner.initialState();
                LearnerState same = learner.initialState()) {
            train(learner, state, 40);
            train(learner, same, 40);
            try (INDArray hidden = state.weights(0).dup();
                    INDArray output = state.weights(1).dup()) {
                learner.resetOutputLayer(state);
                learner.resetOutputLayer(same);
                assertThat(state.weights(0)).isEqualTo(hidden);
                assertThat(state.weights(1)).isNotEqualTo(output);
                assertThat(state.biases(1).sumNumber().floatValue()).isZero();
                assertThat(state.moments().since()).isEqualTo(40);
                assertThat(same.sha256()).isEqualTo(state.sha256());
            }
        }
    }

    private static void train(Learner learner, LearnerState state, int steps) {
        Evaluation evaluation = new Evaluation(2);
        for (int step = 0; step < steps; step++) {
            learner.learn(state, BATCH, evaluation);
        }
    }

    private static float[] values(LearnerState state) {
        float[] values = new float[state.network().parameters().length()];
        state.network().parameters().get(0, values, 0, values.length);
        return values;
    }
}
