package org.millrace.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.model.loss.BinaryCrossEntropy;
import org.millrace.model.loss.MeanSquaredError;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.loss.SoftmaxCrossEntropy;
import org.millrace.model.loss.Task;

class PredictionsTest {

    /** Writes down what it is given. */
    private static final class Witness implements PredictionSink {

        private final List<String> seen = new ArrayList<>();
        private final String name;

        Witness(String name) {
            this.name = name;
        }

        @Override
        public void add(Prediction prediction) {
            seen.add(name + prediction.actual() + prediction.predicted() + " " + prediction.weight() + " "
                    + prediction.loss());
        }

        @Override
        public void requireTask(Task task, int outputs) {
            throw new IllegalArgumentException(name + task.code() + outputs);
        }
    }

    private static final MiniBatch THREE = new MiniBatch(3, 1, new float[3], new int[] {0, 1, 1}).weighing(1, 2, 0.5f);

    @Test
    void areHandedOnInTheOrderOfTheBatch() {
        Witness witness = new Witness("");
        new Predictions(new SoftmaxCrossEntropy(), 2)
                .handOn(new float[] {3, 3, -2, -1}, THREE, 1, 2, new double[] {0.5, 0.25}, witness);
        assertThat(witness.seen).containsExactly("10 2.0 0.5", "11 0.5 0.25");
    }

    @Test
    void areTheSameForAllSinks() {
        Witness first = new Witness("a");
        Witness second = new Witness("b");
        PredictionSink both = first.and(second);
        new Predictions(new SoftmaxCrossEntropy(), 2)
                .handOn(new float[] {3, 2}, THREE, 0, 1, new double[] {0.125}, both);
        assertThat(first.seen).containsExactly("a00 1.0 0.125");
        assertThat(second.seen).containsExactly("b00 1.0 0.125");
        assertThatThrownBy(() -> both.requireTask(Task.CLASSIFICATION, 2)).hasMessage("aclassification2");
        assertThatThrownBy(() -> new Evaluation(2).and(second).requireTask(Task.CLASSIFICATION, 2))
                .hasMessage("bclassification2");
    }

    @Test
    void haveTheProbabilitiesOfTheirLoss() {
        List<Double> probabilities = new ArrayList<>();
        PredictionSink sink = collecting(probabilities);
        new Predictions(new SoftmaxCrossEntropy(), 2)
                .handOn(new float[] {0, 0, (float) Math.log(3), 0}, THREE, 0, 2, new double[2], sink);
        assertThat(probabilities).hasSize(4);
        assertThat(probabilities.get(0)).isCloseTo(0.5, within(1e-7));
        assertThat(probabilities.get(2)).isCloseTo(0.75, within(1e-7));
        assertThat(probabilities.get(3)).isCloseTo(0.25, within(1e-7));

        probabilities.clear();
        MiniBatch properties = MiniBatch.ofTargets(1, 1, new float[1], new float[] {1, 0});
        new Predictions(new BinaryCrossEntropy(), 2)
                .handOn(new float[] {0, (float) Math.log(4)}, properties, 0, 1, new double[1], sink);
        assertThat(probabilities.get(0)).isEqualTo(0.5);
        assertThat(probabilities.get(1)).isCloseTo(0.8, within(1e-7));
    }

    private static PredictionSink collecting(List<Double> probabilities) {
        return new PredictionSink() {
            @Override
            public void add(Prediction prediction) {
                for (int j = 0; j < prediction.outputs(); j++) {
                    probabilities.add(prediction.probability(j));
                }
            }

            @Override
            public void requireTask(Task task, int outputs) {}
        };
    }

    @Test
    void ofARegressionAreNumbersBesideTheirTargets() {
        List<Float> seen = new ArrayList<>();
        MiniBatch numbers = MiniBatch.ofTargets(2, 1, new float[2], new float[] {1, 2, 3, 4});
        PredictionSink sink = new PredictionSink() {
            @Override
            public void add(Prediction prediction) {
                seen.add(prediction.value(1));
                seen.add(prediction.target(1));
            }

            @Override
            public void requireTask(Task task, int outputs) {}
        };
        new Predictions(new MeanSquaredError(), 2).handOn(new float[] {5, 6, 7, 8}, numbers, 0, 2, new double[2], sink);
        assertThat(seen).containsExactly(6f, 2f, 8f, 4f);
    }
}
