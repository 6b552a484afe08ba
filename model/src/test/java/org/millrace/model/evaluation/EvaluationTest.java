package org.millrace.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millrace.model.format.LearnerFormatException;
import org.millrace.model.loss.BinaryCrossEntropy;
import org.millrace.model.loss.Loss;
import org.millrace.model.loss.MeanSquaredError;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.loss.SoftmaxCrossEntropy;
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
        Predictions predictions = new Predictions(new MeanSquaredError(), 1);
        predictions.handOn(predicted, batch, 0, 1, new double[1], evaluation);
        predictions.handOn(Arrays.copyOfRange(predicted, 1, 3), batch, 1, 2, new double[] {0, 1}, rest);
        evaluation.merge(rest);
        return evaluation;
    }

    @Test
    void countsPropertiesOneByOne() {
        Evaluation evaluation = new Evaluation(Task.MULTI_LABEL, 2);
        MiniBatch batch = MiniBatch.ofTargets(2, 1, new float[2], new float[] {1, 0, 1, 1});
        handOn(batch, new double[] {0.1, 0.2}, new BinaryCrossEntropy(), evaluation);
        assertThat(evaluation.accuracy()).isEqualTo(0.75);
        assertThat(evaluation.confusionMatrix().counts()).isEqualTo(new long[][] {{1, 0}, {1, 2}});
    }

    /** Written by {@link #tally}; every released version must be readable for ever. */
    @ParameterizedTest
    @EnumSource
    void readsAndWritesTheGoldenFiles(Task task) throws IOException {
        assertThat(bytes(read(golden(task, 3)))).isEqualTo(golden(task, 3));
        assertThat(bytes(tally(task))).isEqualTo(golden(task, 3));
    }

    @ParameterizedTest
    @EnumSource
    void readsTheGoldenFilesOfEarlierVersions(Task task) throws IOException {
        for (int version = 1; version <= 2; version++) {
            Evaluation evaluation = read(golden(task, version));
            evaluation.requireTask(task, 2);
            assertThat(evaluation.examples()).isEqualTo(2);
            assertThat(evaluation.loss()).isEqualTo(0.375);
            Map<Measure, Double> expected = Measure.all(tally(task));
            expected.keySet()
                    .removeAll(Set.of(
                            Measure.BRIER_SCORE,
                            Measure.CALIBRATION_ERROR,
                            Measure.ROC_AUC,
                            Measure.KAPPA_TEMPORAL,
                            Measure.MAPE));
            assertThat(Measure.all(evaluation)).as("what was known then").isEqualTo(expected);
        }
    }

    private byte[] golden(Task task, int version) throws IOException {
        String name = "/golden/evaluation-" + task.code() + "-v" + version + ".bin";
        try (InputStream in = getClass().getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    @Test
    void everyPartHasItsVersion() throws IOException {
        byte[] bytes = bytes(tally(Task.REGRESSION));
        int confusion = 1 + 2 + "regression".length() + 4 + 8 + 8 + 8;
        int errors = confusion + 1 + 4 + 8 + 1;
        int probabilities = errors + 1 + 4 + 8 + 4 * 2 * 8 + 8 + 2 * 8;
        int ranking = probabilities + 1 + 2 * 8 + 5 * 8 + 3 * 10 * 8;
        int noChange = ranking + 1 + 4 + 2 * 4;
        assertVersion9Refused(bytes, 0, "an evaluation", 3);
        assertVersion9Refused(bytes, confusion, "a confusion matrix", 2);
        assertVersion9Refused(bytes, errors, "a regression's errors", 3);
        assertVersion9Refused(bytes, probabilities, "a tally of probabilities", 1);
        assertVersion9Refused(bytes, ranking, "a ranking", 1);
        assertVersion9Refused(bytes, noChange, "a no-change classifier", 1);
    }

    @Test
    void refusesBytesThatAreNoEvaluation() throws IOException {
        byte[] task = bytes(tally(Task.REGRESSION));
        task[3] = 'R';
        assertThatThrownBy(() -> read(task))
                .isInstanceOf(LearnerFormatException.class)
                .hasMessage("Not an evaluation: unknown task: Regression");
        byte[] outputs = bytes(tally(Task.CLASSIFICATION));
        outputs[1 + 2 + "classification".length() + 3] = 3;
        assertThatThrownBy(() -> read(outputs))
                .isInstanceOf(LearnerFormatException.class)
                .hasMessage("Not an evaluation: a confusion matrix of a classification with 3 outputs cannot have"
                        + " classes: 2");
    }

    private static void assertVersion9Refused(byte[] bytes, int place, String piece, int newest) {
        byte[] newer = bytes.clone();
        newer[place] = 9;
        assertThatThrownBy(() -> read(newer))
                .isInstanceOf(LearnerFormatException.class)
                .hasMessage(piece + " of version 9: this Millrace reads versions up to " + newest + ";"
                        + " restore it with the version that wrote it or a newer one");
    }

    private static Evaluation tally(Task task) {
        Evaluation evaluation = new Evaluation(task, 2);
        MiniBatch batch =
                switch (task) {
                    case CLASSIFICATION -> new MiniBatch(2, 1, new float[2], new int[] {1, 0});
                    case MULTI_LABEL, REGRESSION -> MiniBatch.ofTargets(2, 1, new float[2], new float[] {1, 0, 1, 1});
                };
        handOn(batch, new double[] {0.25, 0.5}, loss(task), evaluation);
        return evaluation;
    }

    private static Loss loss(Task task) {
        return switch (task) {
            case CLASSIFICATION -> new SoftmaxCrossEntropy();
            case MULTI_LABEL -> new BinaryCrossEntropy();
            case REGRESSION -> new MeanSquaredError();
        };
    }

    private static void handOn(MiniBatch batch, double[] losses, Loss loss, Evaluation into) {
        new Predictions(loss, 2).handOn(new float[] {2, -1, -2, 1}, batch, 0, 2, losses, into);
    }

    private static Evaluation read(byte[] bytes) throws IOException {
        return Evaluation.read(new DataInputStream(new ByteArrayInputStream(bytes)));
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
