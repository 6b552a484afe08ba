package org.millrace.jobs.local;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.Ledger;
import org.millrace.operators.record.Scores;

/** The end of a run in words and tables: result, curves, confusion matrix, most confused pairs, what to try next. */
final class Report {

    /** Above this many classes the matrix no longer fits a terminal; the most confused pairs say more. */
    private static final int CLASSES_IN_MATRIX = 20;

    private static final int COLUMN = 6;
    private static final int CURVE_WIDTH = 40;
    private static final int PAIRS = 5;

    private final List<String> classes;
    private final RunHistory history;
    private final Duration time;

    /**
     * @param classes names of the classes
     * @param time from the submission of the job to its end
     */
    Report(List<String> classes, RunHistory history, Duration time) {
        this.classes = List.copyOf(classes);
        this.history = requireNonNull(history, "history");
        this.time = requireNonNull(time, "time");
    }

    String text() {
        List<String> lines = new ArrayList<>();
        curves(lines);
        result(lines);
        history.last().ifPresent(last -> lines.add(ledger(last.ledger())));
        history.last()
                .flatMap(EvaluationRecord::network)
                .ifPresent(network -> lines.add(String.format(
                        Locale.ROOT,
                        "Network: %,d parameters after %,d steps, sha256 %s…",
                        network.parameters(),
                        network.steps(),
                        network.sha256().substring(0, 16))));
        lines.add("");
        lines.add("What to try next");
        Advice.on(history).forEach(advice -> lines.add("  - " + advice));
        return String.join(System.lineSeparator(), lines);
    }

    private void curves(List<String> lines) {
        if (history.passes().size() < 2) {
            return;
        }
        lines.add("");
        lines.add("Loss by pass (logarithmic scale)");
        lines.add(curve("training", history.trainingLosses()));
        if (!history.validationLosses().isEmpty()) {
            lines.add(curve("validation", history.validationLosses()));
        }
    }

    private static String curve(String name, List<Double> losses) {
        return String.format(
                Locale.ROOT,
                "  %-10s %s  %.4f → %.4f",
                name,
                Curve.draw(losses, CURVE_WIDTH),
                losses.get(0),
                losses.get(losses.size() - 1));
    }

    private void result(List<String> lines) {
        history.test().flatMap(EvaluationRecord::heldOut).ifPresent(test -> {
            lines.add("");
            lines.add(String.format(
                    Locale.ROOT,
                    "Test: accuracy %.4f, loss %.4f, kappa %.4f on %,d examples that were never trained on",
                    test.accuracy(),
                    test.loss(),
                    test.kappa(),
                    test.examples()));
            lines.add("");
            if (classes.size() <= CLASSES_IN_MATRIX) {
                matrix(test, lines);
            }
            confusions(test, lines);
        });
    }

    private void matrix(Scores test, List<String> lines) {
        int nameWidth =
                Math.max(8, classes.stream().mapToInt(String::length).max().orElse(0));
        lines.add("Confusion matrix (row: actual class, column: predicted class)");
        StringBuilder header = new StringBuilder("  " + " ".repeat(nameWidth));
        classes.forEach(name -> header.append(String.format(" %" + COLUMN + "s", shortened(name))));
        lines.add(header.append("  recall").toString());
        for (int actual = 0; actual < classes.size(); actual++) {
            lines.add(row(actual, test.confusionMatrix()[actual], nameWidth));
        }
        lines.add("");
    }

    private String row(int actual, long[] counts, int nameWidth) {
        StringBuilder row = new StringBuilder(String.format("  %" + nameWidth + "s", classes.get(actual)));
        long total = 0;
        for (long count : counts) {
            row.append(String.format(" %" + COLUMN + "s", count == 0 ? "·" : Long.toString(count)));
            total += count;
        }
        String recall = total == 0 ? "-" : String.format(Locale.ROOT, "%.3f", (double) counts[actual] / total);
        return row.append(String.format("  %6s", recall)).toString();
    }

    private static String shortened(String name) {
        return name.length() <= COLUMN ? name : name.substring(0, COLUMN - 1) + "…";
    }

    private void confusions(Scores test, List<String> lines) {
        List<Confusion> confusions = IntStream.range(0, classes.size())
                .boxed()
                .flatMap(actual -> IntStream.range(0, classes.size())
                        .filter(predicted -> predicted != actual)
                        .mapToObj(predicted ->
                                new Confusion(actual, predicted, test.confusionMatrix()[actual][predicted])))
                .filter(confusion -> confusion.count() > 0)
                .sorted(Comparator.comparingLong(Confusion::count).reversed())
                .limit(PAIRS)
                .toList();
        if (confusions.isEmpty()) {
            lines.add("No test example was confused with another class.");
            return;
        }
        lines.add("Most confused");
        for (Confusion confusion : confusions) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %s taken for %s: %,d",
                    classes.get(confusion.actual()),
                    classes.get(confusion.predicted()),
                    confusion.count()));
        }
    }

    private String ledger(Ledger ledger) {
        return String.format(
                Locale.ROOT,
                "%nLedger: %,d read = %,d trained + %,d validated + %,d tested + %,d dead-lettered, in %.1f s",
                ledger.read(),
                ledger.trained(),
                ledger.validated(),
                ledger.tested(),
                ledger.deadLettered(),
                time.toNanos() / 1e9);
    }

    private record Confusion(int actual, int predicted, long count) {}
}
