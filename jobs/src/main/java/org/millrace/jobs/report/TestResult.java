package org.millrace.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.millrace.model.evaluation.ConfusionMatrix;
import org.millrace.model.loss.Task;
import org.millrace.operators.record.Scores;

/** The test in words and tables, by the task. */
final class TestResult {

    private TestResult() {}

    static List<String> lines(Task task, List<String> classes, Scores test) {
        return switch (task) {
            case CLASSIFICATION -> classification(classes, test);
            case MULTI_LABEL -> multiLabel(test);
            case REGRESSION -> regression(classes, test);
        };
    }

    private static List<String> classification(List<String> classes, Scores test) {
        List<String> lines = begin(
                test,
                String.format(
                        Locale.ROOT,
                        "accuracy %.4f, loss %.4f, kappa %.4f",
                        test.accuracy(),
                        test.loss(),
                        test.kappa()));
        ConfusionTable table =
                new ConfusionTable(classes, test.confusionMatrix().orElseThrow());
        lines.addAll(table.matrix());
        lines.addAll(table.mostConfused());
        return lines;
    }

    /** Precision, recall and their harmonic mean over all 0s and 1s. */
    private static List<String> multiLabel(Scores test) {
        ConfusionMatrix matrix = test.confusionMatrix().orElseThrow();
        List<String> lines = begin(
                test,
                String.format(
                        Locale.ROOT,
                        "%.4f of all 0s and 1s right, loss %.4f, precision %.4f, recall %.4f, F1 %.4f",
                        test.accuracy(),
                        test.loss(),
                        matrix.precision(1),
                        matrix.recall(1),
                        matrix.f1(1)));
        lines.addAll(new ConfusionTable(List.of("0", "1"), matrix).matrix());
        lines.remove(lines.size() - 1);
        return lines;
    }

    private static List<String> regression(List<String> names, Scores test) {
        List<String> lines = begin(
                test,
                String.format(
                        Locale.ROOT,
                        "R² %.4f, mean absolute error %.4g, root mean squared error %.4g, loss %.4g",
                        test.r2(),
                        test.mae(),
                        test.rmse(),
                        test.loss()));
        lines.add(String.format(
                Locale.ROOT,
                "The network explains %.1f %% of the variance of %s.",
                100 * Math.max(0, test.r2()),
                String.join(", ", names)));
        return lines;
    }

    private static List<String> begin(Scores test, String figures) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(String.format(
                Locale.ROOT, "Test: %s on %,d examples that were never trained on", figures, test.examples()));
        lines.add("");
        return lines;
    }
}
