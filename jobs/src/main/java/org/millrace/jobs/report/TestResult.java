package org.millrace.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.millrace.model.evaluation.ConfusionMatrix;
import org.millrace.model.evaluation.Measure;
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
                figure("accuracy %.4f", test.accuracy()),
                figure("loss %.4f", test.loss()),
                figure("kappa %.4f", test.kappa()));
        more(
                        figure("balanced accuracy %.4f", test.other(Measure.BALANCED_ACCURACY)),
                        figure("macro F1 %.4f", test.other(Measure.MACRO_F1)),
                        figure("ROC AUC %.4f", test.other(Measure.ROC_AUC)))
                .ifPresent(line -> lines.add(lines.size() - 1, line));
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
                figure("%.4f of all 0s and 1s right", test.accuracy()),
                figure("loss %.4f", test.loss()),
                figure("precision %.4f", matrix.precision(1)),
                figure("recall %.4f", matrix.recall(1)),
                figure("F1 %.4f", matrix.f1(1)));
        lines.addAll(new ConfusionTable(List.of("0", "1"), matrix).matrix());
        lines.remove(lines.size() - 1);
        return lines;
    }

    private static List<String> regression(List<String> names, Scores test) {
        List<String> lines = begin(
                test,
                figure("R² %.4f", test.r2()),
                figure("mean absolute error %.4g", test.mae()),
                figure("root mean squared error %.4g", test.rmse()),
                figure("loss %.4g", test.loss()));
        if (Double.isFinite(test.r2())) {
            lines.add(String.format(
                    Locale.ROOT,
                    "The network explains %.1f %% of the variance of %s.",
                    100 * Math.max(0, test.r2()),
                    String.join(", ", names)));
        }
        return lines;
    }

    /** A second line of figures, so that the first one fits on a terminal. */
    private static Optional<String> more(String... all) {
        String figures = joined(all);
        return figures.isEmpty() ? Optional.empty() : Optional.of("      " + figures);
    }

    private static String joined(String... all) {
        return Stream.of(all).filter(figure -> !figure.isEmpty()).collect(Collectors.joining(", "));
    }

    /** Empty where a figure is undefined, as kappa is of examples that are all of one class. */
    private static String figure(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "";
    }

    private static List<String> begin(Scores test, String... all) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(String.format(
                Locale.ROOT, "Test: %s on %,d examples that were never trained on", joined(all), test.examples()));
        lines.add("");
        return lines;
    }
}
