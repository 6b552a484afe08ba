package org.millrace.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.loss.Task;

class EvaluationTest {

    @Test
    void isEmptyAtFirst() {
        Evaluation evaluation = new Evaluation(3);
        assertThat(evaluation.examples()).isZero();
        assertThat(evaluation.loss()).isNaN();
        assertThat(evaluation.accuracy()).isNaN();
        assertThat(evaluation.kappa()).isNaN();
    }

    @Test
    void mergesAndCopies() {
        Evaluation one = new Evaluation(2);
        one.add(0, 0, 0.5);
        Evaluation other = new Evaluation(2);
        other.add(1, 0, 1.5);
        Evaluation copy = one.copy();
        one.merge(other);
        assertThat(one.examples()).isEqualTo(2);
        assertThat(one.loss()).isEqualTo(1);
        assertThat(one.accuracy()).isEqualTo(0.5);
        assertThat(copy.examples()).isEqualTo(1);
        assertThat(one.confusionMatrix().mostConfused(5)).containsExactly(new ConfusionMatrix.Confusion(1, 0, 1));
    }

    @Test
    void measuresRegression() {
        Evaluation evaluation = regression(1, 2, 4);
        assertThat(evaluation.meanAbsoluteError()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(evaluation.rootMeanSquaredError()).isCloseTo(Math.sqrt(1.0 / 3), within(1e-12));
        assertThat(evaluation.determination()).isCloseTo(0.5, within(1e-12));
        assertThatThrownBy(evaluation::accuracy).isInstanceOf(IllegalStateException.class);
    }

    /** Predictions for the targets 1, 2, 3. */
    private static Evaluation regression(float... predicted) {
        Evaluation evaluation = new Evaluation(Task.REGRESSION, 1);
        MiniBatch batch = MiniBatch.ofTargets(3, 1, new float[3], new float[] {1, 2, 3});
        Evaluation rest = evaluation.copy();
        evaluation.add(predicted, 0, batch, 0, 0);
        rest.add(predicted, 1, batch, 1, 0);
        rest.add(predicted, 2, batch, 2, 1);
        evaluation.merge(rest);
        return evaluation;
    }

    @Test
    void countsPropertiesOneByOne() {
        Evaluation evaluation = new Evaluation(Task.MULTI_LABEL, 2);
        MiniBatch batch = MiniBatch.ofTargets(2, 1, new float[2], new float[] {1, 0, 1, 1});
        evaluation.add(new float[] {2, -1}, 0, batch, 0, 0.1);
        evaluation.add(new float[] {-2, 1}, 0, batch, 1, 0.2);
        assertThat(evaluation.accuracy()).isEqualTo(0.75);
        assertThat(evaluation.confusionMatrix().counts()).isEqualTo(new long[][] {{1, 0}, {1, 2}});
    }

    @Test
    void comesBackAsItWasWritten() throws IOException {
        Evaluation classes = new Evaluation(3);
        classes.add(2, 1, 0.25);
        for (Evaluation written : new Evaluation[] {classes, regression(1, 2, 4)}) {
            byte[] bytes = bytes(written);
            Evaluation read = Evaluation.read(new DataInputStream(new ByteArrayInputStream(bytes)));
            assertThat(bytes(read)).isEqualTo(bytes);
        }
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new Evaluation(0)).hasMessage("outputs must be at least 1: 0");
        assertThatThrownBy(() -> new Evaluation(2).add(2, 0, 0)).hasMessage("actual must be in [0, 2): 2");
        assertThatThrownBy(() -> new Evaluation(2).merge(new Evaluation(3)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConfusionMatrix.of(new long[][] {{1, 2}, {3}}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] bytes(Evaluation evaluation) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        evaluation.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
