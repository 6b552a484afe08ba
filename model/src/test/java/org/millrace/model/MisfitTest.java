package org.millrace.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.loss.ClassWeights;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.loss.SoftmaxCrossEntropy;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;
import org.millrace.model.network.Layer;
import org.millrace.model.optimizer.Adam;
import org.millrace.model.optimizer.Nesterov;
import org.millrace.model.optimizer.Regularization;
import org.millrace.model.scaling.Scaling;

class MisfitTest {

    private static final LearnerSettings SETTINGS = LearnerSettings.of(Architecture.of(4, Activation.RELU, 3, 64, 32));

    private static final MiniBatch BATCH = Batches.clouds(2, 4, 3, 1);

    @Test
    void letsEverythingElseChange() {
        assertFits(SETTINGS.withLearningRate(1)
                .withSeed(9)
                .withLoss(new SoftmaxCrossEntropy(0.1, ClassWeights.BALANCED))
                .withRegularization(Regularization.NONE.withDropout(0.5)));
    }

    @Test
    void namesWhatDiffers() {
        assertMisfit(SETTINGS.withOptimizer(new Adam()), "optimizer sgd - the settings ask for optimizer adam");
        assertMisfit(
                SETTINGS.withScaling(Scaling.MIN_MAX), "scaling standardize - the settings ask for scaling min-max");
        assertMisfit(
                LearnerSettings.of(new Architecture(4, List.of(), 3)),
                "hidden layers 64, 32 (relu) - the settings ask for no hidden layers");
        assertMisfit(
                LearnerSettings.of(Architecture.of(4, Activation.LEAKY_RELU, 3, 64)),
                "hidden layers 64, 32 (relu) - the settings ask for hidden layer 64 (leaky-relu)");
        assertMisfit(
                LearnerSettings.of(new Architecture(
                        4, List.of(new Layer(64, Activation.RELU), new Layer(32, Activation.TANH)), 3)),
                "hidden layers 64, 32 (relu) - the settings ask for hidden layers 64 (relu), 32 (tanh)");
    }

    @Test
    void namesAllThatDiffers() {
        assertMisfit(
                LearnerSettings.of(Architecture.of(5, Activation.RELU, 2, 64, 32))
                        .withOptimizer(new Nesterov())
                        .withScaling(Scaling.NONE),
                "4 features; 3 outputs; optimizer sgd; scaling standardize - the settings ask for 5 features; 2 outputs;"
                        + " optimizer nesterov; scaling none");
    }

    @Test
    void keepsALearnerFromAStateOfAnother() {
        try (Learner learner = new Learner(SETTINGS.withOptimizer(new Adam()));
                LearnerState state = LearnerState.initial(SETTINGS)) {
            assertThatThrownBy(() -> learner.learn(state, BATCH, new Evaluation(3)))
                    .hasMessageStartingWith("the learner does not fit the settings");
            assertThatThrownBy(() -> learner.evaluate(state, BATCH, new Evaluation(3)))
                    .hasMessageStartingWith("the learner does not fit the settings");
        }
    }

    private static void assertFits(LearnerSettings settings) {
        try (LearnerState state = LearnerState.initial(SETTINGS)) {
            assertThatCode(() -> state.requireFits(settings)).doesNotThrowAnyException();
        }
    }

    private static void assertMisfit(LearnerSettings settings, String difference) {
        try (LearnerState state = LearnerState.initial(SETTINGS)) {
            assertThatThrownBy(() -> state.requireFits(settings))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the learner does not fit the settings: it has " + difference);
        }
    }
}
