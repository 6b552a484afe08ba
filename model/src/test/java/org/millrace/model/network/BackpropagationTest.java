package org.millrace.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.millrace.model.Batches;
import org.millrace.model.Learner;
import org.millrace.model.LearnerSettings;
import org.millrace.model.LearnerState;
import org.millrace.model.Oracle;
import org.millrace.model.StepReport;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.loss.BinaryCrossEntropy;
import org.millrace.model.loss.ClassWeights;
import org.millrace.model.loss.Huber;
import org.millrace.model.loss.Loss;
import org.millrace.model.loss.MeanAbsoluteError;
import org.millrace.model.loss.MeanSquaredError;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.loss.SoftmaxCrossEntropy;
import org.millrace.model.loss.Task;
import org.millrace.model.math.RandomState;
import org.millrace.model.optimizer.Clipping;
import org.millrace.model.scaling.ScalingSettings;

/**
 * The gradient that a step follows, against central differences of a float64 oracle. The oracle's differences are right to
 * about 1e-9, so the tolerance is float32's: a few hundred operations of 6e-8 relative error each.
 */
class BackpropagationTest {

    private static final int ROWS = 7;
    private static final int COLUMNS = 4;
    private static final int OUTPUTS = 3;
    private static final double TOLERANCE = 2e-5;
    private static final double DISTANCE = 1e-6;

    private static final List<Loss> LOSSES = List.of(
            new SoftmaxCrossEntropy(),
            new SoftmaxCrossEntropy(0.1, ClassWeights.of(0.5, 1, 3)),
            new BinaryCrossEntropy(),
            new MeanSquaredError(),
            new MeanAbsoluteError(),
            new Huber());

    static Stream<Arguments> everyActivationAndLoss() {
        return Arrays.stream(Activation.values())
                .flatMap(activation -> LOSSES.stream().map(loss -> Arguments.of(activation, loss)));
    }

    @ParameterizedTest
    @MethodSource("everyActivationAndLoss")
    void followsTheGradient(Activation activation, Loss loss) {
        assertFollowsTheGradient(activation, loss, Clipping.NONE);
    }

    @ParameterizedTest
    @MethodSource("everyActivationAndLoss")
    void writesDownTheSameGradientWhereItIsClipped(Activation activation, Loss loss) {
        assertFollowsTheGradient(activation, loss, new Clipping(1e6, 0));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void followsTheGradientOfWeightedExamples(Loss loss) {
        MiniBatch weighted = batch(loss.task()).weighing(1, 0, 2.5f, 1, 0.25f, 0, 3);
        assertFollowsTheGradient(Activation.TANH, loss, Clipping.NONE, weighted);
    }

    static List<Loss> losses() {
        return LOSSES;
    }

    private static void assertFollowsTheGradient(Activation activation, Loss loss, Clipping clipping) {
        assertFollowsTheGradient(activation, loss, clipping, batch(loss.task()));
    }

    private static void assertFollowsTheGradient(Activation activation, Loss loss, Clipping clipping, MiniBatch batch) {
        LearnerSettings settings = LearnerSettings.of(Architecture.of(COLUMNS, activation, OUTPUTS, 6, 5))
                .withLoss(loss)
                .withClipping(clipping)
                .withScaling(ScalingSettings.NONE)
                .withLearningRate(1);
        try (Learner learner = new Learner(settings);
                LearnerState state = learner.initialState()) {
            double[] before = parameters(state);
            StepReport report = learner.learn(state, batch, new Evaluation(loss.task(), OUTPUTS));
            double[] after = parameters(state);
            Oracle oracle = new Oracle(settings.architecture(), loss, batch);
            assertThat(report.loss()).isCloseTo(oracle.loss(before), within(1e-5));
            for (int i = 0; i < before.length; i++) {
                double[] moved = before.clone();
                moved[i] = before[i] + DISTANCE;
                double above = oracle.loss(moved);
                moved[i] = before[i] - DISTANCE;
                double slope = (above - oracle.loss(moved)) / (2 * DISTANCE);
                assertThat(before[i] - after[i]).as("parameter %d", i).isCloseTo(slope, within(TOLERANCE));
            }
        }
    }

    private static MiniBatch batch(Task task) {
        MiniBatch classes = Batches.clouds(ROWS, COLUMNS, OUTPUTS, 21);
        if (task == Task.CLASSIFICATION) {
            return classes;
        }
        RandomState random = new RandomState(22);
        float[] targets = new float[ROWS * OUTPUTS];
        for (int i = 0; i < targets.length; i++) {
            targets[i] =
                    task == Task.MULTI_LABEL ? (float) Math.rint(random.nextDouble()) : (float) random.nextGaussian();
        }
        return MiniBatch.ofTargets(ROWS, COLUMNS, classes.features().toFloats(), targets);
    }

    private static double[] parameters(LearnerState state) {
        float[] values = new float[state.network().parameters().length()];
        state.network().parameters().get(0, values, 0, values.length);
        double[] parameters = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            parameters[i] = values[i];
        }
        return parameters;
    }
}
