package org.millrace.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.millrace.jobs.watch.RunHistory;
import org.millrace.model.evaluation.ConfusionMatrix;
import org.millrace.model.evaluation.Measure;
import org.millrace.model.loss.Task;
import org.millrace.operators.record.Scores;

class ReportTest {

    private static final RunHistory HISTORY = RunHistory.EMPTY
            .plus(Records.pass(1, 1.0, 0.8, 0.8))
            .plus(Records.pass(2, 0.1, 0.2, 0.9))
            .plus(Records.test(2, 3));

    @Test
    void tellsTheResultTheMatrixAndTheConfusions() {
        String report = new Report(
                        Task.CLASSIFICATION, List.of("cat", "domestic dog"), HISTORY, Duration.ofMillis(1_500))
                .text();

        assertThat(report.lines())
                .containsSubsequence(
                        "Loss by pass (logarithmic scale)",
                        "  training   █▁  1.0000 → 0.1000",
                        "  validation █▁  0.8000 → 0.2000",
                        "Test: accuracy 0.8000, loss 0.5000, kappa 0.6000 on 20 examples that were never trained on",
                        "Confusion matrix (row: actual class, column: predicted class)",
                        "                  cat domes…  recall",
                        "           cat      6      4   0.600",
                        "  domestic dog      ·     10   1.000",
                        "Most confused",
                        "  cat taken for domestic dog: 4",
                        "Ledger: 223 read = 180 trained + 20 validated + 20 tested + 3 dead-lettered, in 1.5 s",
                        "Network: 42 parameters after 18 steps, sha256 abababababababab…",
                        "What to try next");
    }

    @Test
    void tellsWhatAccuracyHides() {
        Map<String, Double> others = Map.of(
                Measure.BALANCED_ACCURACY.code(), 0.5, Measure.MACRO_F1.code(), 0.375, Measure.ROC_AUC.code(), 0.625);
        Scores scores = new Scores(
                20,
                0.5,
                0.75,
                0.25,
                Optional.of(ConfusionMatrix.of(new long[][] {{15, 0}, {5, 0}})),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                others);

        assertThat(TestResult.lines(Task.CLASSIFICATION, List.of("cat", "dog"), scores))
                .startsWith(
                        "",
                        "Test: accuracy 0.7500, loss 0.5000, kappa 0.2500 on 20 examples that were never trained on",
                        "      balanced accuracy 0.5000, macro F1 0.3750, ROC AUC 0.6250",
                        "",
                        "Confusion matrix (row: actual class, column: predicted class)");
    }

    @Test
    void leavesOutWhatIsUndefined() {
        Scores scores = new Scores(2, 0.1, 1, Double.NaN, ConfusionMatrix.of(new long[][] {{2, 0}, {0, 0}}));
        Scores constant = new Scores(2, 4, Double.NaN, Double.NaN, Optional.empty(), 2, 2, Double.NEGATIVE_INFINITY);

        assertThat(TestResult.lines(Task.CLASSIFICATION, List.of("cat", "dog"), scores))
                .contains("Test: accuracy 1.0000, loss 0.1000 on 2 examples that were never trained on");
        assertThat(TestResult.lines(Task.REGRESSION, List.of("price"), constant))
                .containsExactly(
                        "",
                        "Test: mean absolute error 2.000, root mean squared error 2.000, loss 4.000 on 2 examples that"
                                + " were never trained on",
                        "");
    }

    @Test
    void tellsTheErrorsOfARegression() {
        Scores scores = new Scores(20, 4, Double.NaN, Double.NaN, Optional.empty(), 1.5, 2, 0.875);

        assertThat(TestResult.lines(Task.REGRESSION, List.of("price"), scores))
                .containsExactly(
                        "",
                        "Test: R² 0.8750, mean absolute error 1.500, root mean squared error 2.000, loss 4.000 on 20"
                                + " examples that were never trained on",
                        "",
                        "The network explains 87.5 % of the variance of price.");
    }

    @Test
    void tellsPrecisionAndRecallOfProperties() {
        Scores scores = new Scores(20, 0.3, 0.9, 0.7, ConfusionMatrix.of(new long[][] {{40, 2}, {4, 14}}));

        assertThat(TestResult.lines(Task.MULTI_LABEL, List.of("sweet", "sour", "hot"), scores))
                .containsExactly(
                        "",
                        "Test: 0.9000 of all 0s and 1s right, loss 0.3000, precision 0.8750, recall 0.7778, F1 0.8235"
                                + " on 20 examples that were never trained on",
                        "",
                        "Confusion matrix (row: actual class, column: predicted class)",
                        "                0      1  recall",
                        "         0     40      2   0.952",
                        "         1      4     14   0.778");
    }

    @Test
    void givesZeroWhereAPropertyWasNeverPredicted() {
        Scores scores = new Scores(20, 0.3, 0.9, 0, ConfusionMatrix.of(new long[][] {{54, 0}, {6, 0}}));

        assertThat(TestResult.lines(Task.MULTI_LABEL, List.of("sweet", "sour", "hot"), scores))
                .contains("Test: 0.9000 of all 0s and 1s right, loss 0.3000, precision 0.0000, recall 0.0000, F1 0.0000"
                        + " on 20 examples that were never trained on");
    }

    @Test
    void leavesTheMatrixOutWhereItWouldNotFit() {
        List<String> classes =
                IntStream.range(0, 21).mapToObj(i -> "class " + i).toList();
        long[][] counts = new long[21][21];
        counts[20][3] = 5;

        String report = new Report(
                        Task.CLASSIFICATION, classes, HISTORY.plus(Records.tested(counts)), Duration.ofSeconds(1))
                .text();

        assertThat(report).doesNotContain("Confusion matrix").contains("class 20 taken for class 3: 5");
    }
}
