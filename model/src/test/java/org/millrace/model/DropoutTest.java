package org.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.math.RandomState;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;
import org.millrace.model.network.DenseNetwork;
import org.millrace.model.network.Dropout;
import org.millrace.model.optimizer.Regularization;
import org.millrace.model.scaling.Scaling;

class DropoutTest {

    private static final int INPUTS = 3;
    private static final int HIDDEN = 200;
    private static final int OUTPUTS = 2;
    private static final double PROBABILITY = 0.3;
    private static final double KEEP = 1 / (1 - PROBABILITY);

    /** One step of plain descent at rate 1 on one example takes the gradient itself off the parameters. */
    @Test
    void dropsTheSameValuesOnTheWayBackAsOnTheWayForward() {
        LearnerSettings settings = LearnerSettings.of(Architecture.of(INPUTS, Activation.TANH, OUTPUTS, HIDDEN))
                .withRegularization(Regularization.NONE.withDropout(PROBABILITY))
                .withScaling(Scaling.NONE)
                .withLearningRate(1);
        float[] x = {0.5f, -1, 2};
        try (Learner learner = new Learner(settings);
                LearnerState state = learner.initialState()) {
            DenseNetwork network = state.network();
            float[] before = parameters(network);
            learner.learn(state, new MiniBatch(1, INPUTS, x, new int[] {1}), new Evaluation(OUTPUTS));
            float[] after = parameters(network);
            double[] outputDelta = new double[OUTPUTS];
            for (int k = 0; k < OUTPUTS; k++) {
                int b = network.biasOffset(1) + k;
                outputDelta[k] = before[b] - after[b];
            }
            int dropped = 0;
            for (int j = 0; j < HIDDEN; j++) {
                double z = 0;
                for (int i = 0; i < INPUTS; i++) {
                    z += x[i] * before[i * HIDDEN + j];
                }
                int w = network.weightOffset(1) + j * OUTPUTS;
                double value = (before[w] - after[w]) / outputDelta[0];
                double keep = Math.abs(value) < 1e-6 ? 0 : KEEP;
                dropped += keep == 0 ? 1 : 0;
                assertThat(value).as("unit %d", j).isCloseTo(keep * Math.tanh(z), within(1e-4));
                double back = before[w] * outputDelta[0] + before[w + 1] * outputDelta[1];
                double delta = keep * (1 - Math.tanh(z) * Math.tanh(z)) * back;
                int b = network.biasOffset(0) + j;
                assertThat((double) before[b] - after[b]).as("unit %d", j).isCloseTo(delta, within(1e-6));
            }
            assertThat(dropped / (double) HIDDEN).isCloseTo(PROBABILITY, within(0.1));
        }
    }

    @Test
    void dropsOtherValuesAtTheNextStep() {
        Dropout dropout = new Dropout(0.5);
        RandomState random = new RandomState(1);
        float[] first = ones();
        dropout.apply(first, HIDDEN, random.position(), 0);
        random.skip(HIDDEN);
        float[] second = ones();
        dropout.apply(second, HIDDEN, random.position(), 0);
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void decidesByTheValuesNumberWhateverTheBlocks() {
        Dropout dropout = new Dropout(0.5);
        float[] whole = ones();
        dropout.apply(whole, HIDDEN, 7, 0);
        float[] part = ones();
        dropout.apply(part, HIDDEN - 60, 7, 60);
        for (int i = 60; i < HIDDEN; i++) {
            assertThat(part[i - 60]).isEqualTo(whole[i]);
        }
    }

    private static float[] ones() {
        float[] ones = new float[HIDDEN];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static float[] parameters(DenseNetwork network) {
        float[] values = new float[network.parameters().length()];
        network.parameters().get(0, values, 0, values.length);
        return values;
    }
}
