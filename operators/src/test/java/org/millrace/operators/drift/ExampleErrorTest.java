package org.millrace.operators.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.model.evaluation.Prediction;
import org.millrace.model.evaluation.PredictionSink;
import org.millrace.model.evaluation.Predictions;
import org.millrace.model.loss.BinaryCrossEntropy;
import org.millrace.model.loss.Loss;
import org.millrace.model.loss.MeanSquaredError;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.loss.SoftmaxCrossEntropy;
import org.millrace.model.loss.Task;

class ExampleErrorTest {

    @Test
    void ofAClassificationIsZeroOrOne() {
        MiniBatch batch = new MiniBatch(2, 1, new float[2], new int[] {0, 0});
        assertThat(errors(new SoftmaxCrossEntropy(), batch, 2, 2, 1, 1, 2)).containsExactly(0.0, 1.0);
    }

    @Test
    void inMultiLabelIsTheShareOfWrongProperties() {
        MiniBatch batch = MiniBatch.ofTargets(2, 1, new float[2], new float[] {1, 0, 1, 1});
        assertThat(errors(new BinaryCrossEntropy(), batch, 2, 1, -1, -1, 1)).containsExactly(0.0, 0.5);
    }

    @Test
    void ofARegressionDoesNotDependOnTheUnit() {
        MiniBatch small = MiniBatch.ofTargets(3, 1, new float[3], new float[] {0, 2, 4});
        MiniBatch large = MiniBatch.ofTargets(3, 1, new float[3], new float[] {0, 2_000, 4_000});
        List<Double> errors = errors(new MeanSquaredError(), small, 1, 0, 3, 4);
        List<Double> ofLarge = errors(new MeanSquaredError(), large, 1, 0, 3_000, 4_000);
        assertThat(errors.get(0)).isZero();
        assertThat(errors.get(1)).as("an error of 1, targets 0 and 2").isCloseTo(0.5, within(1e-12));
        assertThat(errors.get(2)).isZero();
        assertThat(ofLarge).isEqualTo(errors);
    }

    private static List<Double> errors(Loss loss, MiniBatch batch, int outputs, float... values) {
        ExampleError error = new ExampleError();
        List<Double> errors = new ArrayList<>();
        PredictionSink sink = new PredictionSink() {
            @Override
            public void add(Prediction prediction) {
                errors.add(error.of(prediction));
            }

            @Override
            public void requireTask(Task task, int wanted) {
                assertThat(task).isEqualTo(loss.task());
            }
        };
        new Predictions(loss, outputs).handOn(values, batch, 0, batch.rows(), new double[batch.rows()], sink);
        return errors;
    }
}
