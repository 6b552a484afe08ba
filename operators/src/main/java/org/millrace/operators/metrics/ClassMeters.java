package org.millrace.operators.metrics;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.flink.metrics.MetricGroup;
import org.millrace.model.evaluation.ConfusionMatrix;

/** What is known of each class in one split: counts over the whole run, and how well the last evaluation went. */
final class ClassMeters {

    /** With more classes the cells of the confusion matrix are too many to watch, and single classes too. */
    static final int MOST_SINGLE_CLASSES = 20;

    private final Total[] examples;
    private final Total[] correct;
    /** Row by row; empty with too many classes. */
    private final Total[] cells;
    /** The same of the last evaluation alone. */
    private final Figure[] lastCells;

    private final Figure[] precision;
    private final Figure[] recall;
    private final Figure[] f1;

    /** @param group with model and split as variables */
    ClassMeters(MetricGroup group, List<String> classes) {
        int count = classes.size();
        int single = count <= MOST_SINGLE_CLASSES ? count : 0;
        IntFunction<MetricGroup> ofClass = k -> group.addGroup(Label.CLASS.key(), classes.get(k));
        examples = totals(count, k -> new Total(Meter.CLASS_EXAMPLES, ofClass.apply(k)));
        correct = totals(count, k -> new Total(Meter.CLASS_CORRECT, ofClass.apply(k)));
        IntFunction<MetricGroup> ofCell = cell -> group.addGroup(Label.ACTUAL.key(), classes.get(cell / count))
                .addGroup(Label.PREDICTED.key(), classes.get(cell % count));
        cells = totals(single * single, cell -> new Total(Meter.PREDICTIONS, ofCell.apply(cell)));
        lastCells = figures(single * single, cell -> new Figure(Meter.LAST_PREDICTIONS, ofCell.apply(cell)));
        precision = figures(single, k -> new Figure(Meter.CLASS_PRECISION, ofClass.apply(k)));
        recall = figures(single, k -> new Figure(Meter.CLASS_RECALL, ofClass.apply(k)));
        f1 = figures(single, k -> new Figure(Meter.CLASS_F1, ofClass.apply(k)));
    }

    private static Total[] totals(int count, IntFunction<Total> make) {
        return IntStream.range(0, count).mapToObj(make).toArray(Total[]::new);
    }

    private static Figure[] figures(int count, IntFunction<Figure> make) {
        return IntStream.range(0, count).mapToObj(make).toArray(Figure[]::new);
    }

    /** Shows what was counted over the whole run. */
    void count(ConfusionMatrix matrix) {
        long[][] counts = matrix.counts();
        for (int actual = 0; actual < counts.length; actual++) {
            long ofClass = 0;
            for (long count : counts[actual]) {
                ofClass += count;
            }
            examples[actual].set(ofClass);
            correct[actual].set(counts[actual][actual]);
        }
        for (int cell = 0; cell < cells.length; cell++) {
            cells[cell].set(counts[cell / counts.length][cell % counts.length]);
        }
    }

    /** Shows how well the last evaluation went. */
    void evaluate(ConfusionMatrix matrix) {
        for (int k = 0; k < f1.length; k++) {
            precision[k].set(matrix.precision(k));
            recall[k].set(matrix.recall(k));
            f1[k].set(matrix.f1(k));
        }
        for (int cell = 0; cell < lastCells.length; cell++) {
            lastCells[cell].set((double) matrix.count(cell / f1.length, cell % f1.length));
        }
    }
}
