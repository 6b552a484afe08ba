package org.millrace.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.millrace.model.loss.BinaryCrossEntropy;
import org.millrace.model.loss.MeanSquaredError;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.loss.Task;

/** Figures worked out by hand. */
class MeasureTest {

    private static final Offset<Double> CLOSE = within(1e-12);

    /** Of classes 0, 0, 1, 2: predicted are 0, 1, 1, 1. */
    private static Evaluation four() {
        Evaluation evaluation = new Evaluation(3);
        ProbableClasses examples = new ProbableClasses(3, evaluation);
        examples.add(0, 0.75, 0.125, 0.125);
        examples.add(0, 0.25, 0.5, 0.25);
        examples.add(1, 0, 1, 0);
        examples.add(2, 0.125, 0.5, 0.375);
        return evaluation;
    }

    @Test
    void ofClasses() {
        Evaluation four = four();
        assertThat(Measure.ACCURACY.of(four)).isEqualTo(0.5);
        assertThat(Measure.BALANCED_ACCURACY.of(four)).isCloseTo((0.5 + 1 + 0) / 3, CLOSE);
        assertThat(Measure.MACRO_PRECISION.of(four)).isCloseTo((1 + 1.0 / 3 + 0) / 3, CLOSE);
        assertThat(Measure.MACRO_RECALL.of(four)).isCloseTo(0.5, CLOSE);
        assertThat(Measure.MACRO_F1.of(four)).isCloseTo((2.0 / 3 + 0.5 + 0) / 3, CLOSE);
        assertThat(Measure.WEIGHTED_PRECISION.of(four)).isCloseTo((2 * 1 + 1.0 / 3) / 4, CLOSE);
        assertThat(Measure.WEIGHTED_RECALL.of(four)).isCloseTo(0.5, CLOSE);
        assertThat(Measure.WEIGHTED_F1.of(four)).isCloseTo((2 * 2.0 / 3 + 0.5) / 4, CLOSE);
    }

    @Test
    void aboveChance() {
        Evaluation four = four();
        double byChance = 0.5 * 0.25 + 0.25 * 0.75;
        assertThat(Measure.KAPPA.of(four)).isCloseTo((0.5 - byChance) / (1 - byChance), CLOSE);
        assertThat(Measure.KAPPA_M.of(four))
                .as("always 0 would be right in half")
                .isZero();
        assertThat(Measure.KAPPA_TEMPORAL.of(four))
                .as("the class of the example before is right in 1 of 3")
                .isCloseTo((0.5 - 1.0 / 3) / (2.0 / 3), CLOSE);
        assertThat(Measure.MATTHEWS_CORRELATION.of(four))
                .isCloseTo((0.5 - byChance) / Math.sqrt((1 - 6.0 / 16) * (1 - 10.0 / 16)), CLOSE);
    }

    @Test
    void ofProbabilities() {
        Evaluation four = four();
        assertThat(Measure.BRIER_SCORE.of(four))
                .isCloseTo((6.0 / 64 + 14.0 / 16 + 0 + 1.0 / 64 + 16.0 / 64 + 25.0 / 64) / 4, CLOSE);
        // Bins of 0.5 (twice, never right), 0.75 (right) and 1 (right).
        assertThat(Measure.CALIBRATION_ERROR.of(four)).isCloseTo((1.0 + 0.25 + 0) / 4, CLOSE);
        assertThat(four.probabilities().topAccuracy(1)).isEqualTo(0.5);
        assertThat(four.probabilities().topAccuracy(2))
                .as("0 and 2 as probable: 0 is first")
                .isEqualTo(1);
        // 0: both above 0 and 0.125; 1: 1 above all; 2: 0.375 above all.
        assertThat(Measure.ROC_AUC.of(four)).isEqualTo(1);
        assertThat(four.probabilities().rocAucError()).isZero();
    }

    @Test
    void topFiveOfMoreThanFive() {
        Evaluation evaluation = new Evaluation(6);
        ProbableClasses examples = new ProbableClasses(6, evaluation);
        examples.add(5, 0.1, 0.1, 0.1, 0.1, 0.5, 0.1);
        examples.add(3, 0.1, 0.1, 0.1, 0.1, 0.5, 0.1);
        assertThat(Measure.TOP_5_ACCURACY.of(evaluation))
                .as("of equals the first")
                .isEqualTo(0.5);
        assertThat(Measure.TOP_5_ACCURACY.of(four())).as("of three classes").isNaN();
        assertThatThrownBy(() -> evaluation.probabilities().topAccuracy(6)).hasMessage("k must be in [1, 5]: 6");
    }

    @Test
    void ofProperties() {
        Evaluation evaluation = new Evaluation(Task.MULTI_LABEL, 2);
        MiniBatch batch = MiniBatch.ofTargets(2, 1, new float[2], new float[] {1, 0, 0, 1});
        float zeroPointEight = (float) Math.log(4);
        new Predictions(new BinaryCrossEntropy(), 2)
                .handOn(new float[] {zeroPointEight, 0, 0, 0}, batch, 0, 2, new double[2], evaluation);
        assertThat(Measure.ACCURACY.of(evaluation)).isEqualTo(0.75);
        assertThat(Measure.BRIER_SCORE.of(evaluation)).isCloseTo((0.04 + 3 * 0.25) / 4, within(1e-7));
        // A bin of 0.5, three of which two are right, and one of 0.8, which is right.
        assertThat(Measure.CALIBRATION_ERROR.of(evaluation)).isCloseTo((0.5 + 0.2) / 4, within(1e-7));
        assertThat(Measure.ROC_AUC.of(evaluation)).isEqualTo(0.75);
        assertThat(Measure.KAPPA_TEMPORAL.of(evaluation)).isNaN();
    }

    @Test
    void ofNumbers() {
        Map<Measure, Double> figures = Measure.all(regression(new float[] {1, 2, 4}, new float[] {2, 2, 5}));
        assertThat(figures)
                .containsOnlyKeys(Measure.LOSS, Measure.MAE, Measure.RMSE, Measure.R2, Measure.MAPE)
                .containsEntry(Measure.MAE, 2.0 / 3)
                .containsEntry(Measure.RMSE, Math.sqrt(2.0 / 3));
        assertThat(figures.get(Measure.R2)).isCloseTo(1 - 2.0 / 6, CLOSE);
        assertThat(figures.get(Measure.MAPE)).isCloseTo((0.5 + 0 + 0.2) / 3, CLOSE);
    }

    @Test
    void whatIsUndefinedIsLeftOut() {
        assertThat(Measure.all(new Evaluation(2))).isEmpty();
        assertThat(Measure.all(new Evaluation(Task.REGRESSION, 1))).isEmpty();
        assertThat(Measure.all(regression(new float[] {1}, new float[] {0})))
                .as("neither spread nor a share of 0")
                .containsOnlyKeys(Measure.LOSS, Measure.MAE, Measure.RMSE);
        Evaluation one = new Evaluation(2);
        new ProbableClasses(2, one).add(1, 0.25, 0.75);
        assertThat(Measure.all(one))
                .doesNotContainKeys(
                        Measure.KAPPA,
                        Measure.KAPPA_M,
                        Measure.KAPPA_TEMPORAL,
                        Measure.ROC_AUC,
                        Measure.TOP_5_ACCURACY,
                        Measure.MAE)
                .containsEntry(Measure.BALANCED_ACCURACY, 1.0);
        Evaluation unprobable = new Evaluation(2);
        unprobable.add(1, 1, 0.5);
        unprobable.add(0, 1, 0.5);
        assertThat(Measure.all(unprobable))
                .containsEntry(Measure.KAPPA, 0.0)
                .doesNotContainKeys(Measure.BRIER_SCORE, Measure.CALIBRATION_ERROR, Measure.ROC_AUC);
    }

    @Test
    void areasStopWithManyClasses() {
        int classes = Ranking.MOST_CLASSES + 1;
        Evaluation many = new Evaluation(classes);
        SlidingWindow window = new SlidingWindow(Task.CLASSIFICATION, classes, classes);
        ProbableClasses examples = new ProbableClasses(classes, many.and(window));
        for (int k = 0; k < classes; k++) {
            double[] p = new double[classes];
            p[k] = 1;
            examples.add(k, p);
        }
        assertThat(Measure.all(many)).doesNotContainKey(Measure.ROC_AUC).containsEntry(Measure.BRIER_SCORE, 0.0);
        assertThat(Measure.all(window)).doesNotContainKey(Measure.ROC_AUC).containsEntry(Measure.TOP_5_ACCURACY, 1.0);
    }

    private static Evaluation regression(float[] predicted, float[] targets) {
        Evaluation evaluation = new Evaluation(Task.REGRESSION, 1);
        int rows = targets.length;
        new Predictions(new MeanSquaredError(), 1)
                .handOn(
                        predicted,
                        MiniBatch.ofTargets(rows, 1, new float[rows], targets),
                        0,
                        rows,
                        new double[rows],
                        evaluation);
        return evaluation;
    }
}
