package org.millrace.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.millrace.model.evaluation.ConfusionMatrix;
import org.millrace.model.evaluation.ConfusionMatrix.Confusion;

/**
 * A confusion matrix as a table.
 *
 * @param classes names of the classes
 * @param confusions as many classes
 */
record ConfusionTable(List<String> classes, ConfusionMatrix confusions) {

    /** Above this many classes the matrix no longer fits a terminal; the most confused pairs say more. */
    private static final int CLASSES_IN_MATRIX = 20;

    private static final int COLUMN = 6;
    private static final int PAIRS = 5;

    /** Empty if it would not fit. */
    List<String> matrix() {
        List<String> lines = new ArrayList<>();
        if (classes.size() > CLASSES_IN_MATRIX) {
            return lines;
        }
        int nameWidth =
                Math.max(8, classes.stream().mapToInt(String::length).max().orElse(0));
        lines.add("Confusion matrix (row: actual class, column: predicted class)");
        StringBuilder header = new StringBuilder("  " + " ".repeat(nameWidth));
        classes.forEach(name -> header.append(String.format(" %" + COLUMN + "s", shortened(name))));
        lines.add(header.append("  recall").toString());
        for (int actual = 0; actual < classes.size(); actual++) {
            lines.add(row(actual, nameWidth));
        }
        lines.add("");
        return lines;
    }

    private String row(int actual, int nameWidth) {
        StringBuilder line = new StringBuilder(String.format("  %" + nameWidth + "s", classes.get(actual)));
        for (int predicted = 0; predicted < classes.size(); predicted++) {
            long count = confusions.count(actual, predicted);
            line.append(String.format(" %" + COLUMN + "s", count == 0 ? "·" : Long.toString(count)));
        }
        String recall =
                confusions.support(actual) == 0 ? "-" : String.format(Locale.ROOT, "%.3f", confusions.recall(actual));
        return line.append(String.format("  %6s", recall)).toString();
    }

    private static String shortened(String name) {
        return name.length() <= COLUMN ? name : name.substring(0, COLUMN - 1) + "…";
    }

    List<String> mostConfused() {
        List<String> lines = new ArrayList<>();
        List<Confusion> pairs = confusions.mostConfused(PAIRS);
        if (pairs.isEmpty()) {
            lines.add("No test example was confused with another class.");
            return lines;
        }
        lines.add("Most confused");
        for (Confusion confusion : pairs) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %s taken for %s: %,d",
                    classes.get(confusion.actual()),
                    classes.get(confusion.predicted()),
                    confusion.count()));
        }
        return lines;
    }
}
