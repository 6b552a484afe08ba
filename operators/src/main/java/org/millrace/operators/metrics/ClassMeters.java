package org.millrace.operators.metrics;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.MetricGroup;
import org.millrace.model.evaluation.ConfusionMatrix;

/**
 * What is known of each class in one split: counts over the whole run, and how well the last evaluation went. Where classes are
 * discovered, those of a class begin with it.
 */
final class ClassMeters {

    /** With more classes the cells of the confusion matrix are too many to watch, and single classes too. */
    static final int MOST_SINGLE_CLASSES = 20;

    private final MetricGroup group;
    private final int mostSingle;
    private final List<String> classes = new ArrayList<>();
    private final List<Total> examples = new ArrayList<>();
    private final List<Total> correct = new ArrayList<>();
    private final List<Single> singles = new ArrayList<>();
    private final List<Cell> cells = new ArrayList<>();

    /** How well a class was recognised in the last evaluation. */
    private record Single(Figure precision, Figure recall, Figure f1) {}

    /** A cell of the confusion matrix, over the whole run and in the last evaluation. */
    private record Cell(int actual, int predicted, Total total, Figure last) {}

    /**
     * @param group with model and split as variables
     * @param listed classes that are known from the start; if they are too many, none is watched singly, and if more are
     *     discovered, the first
     */
    ClassMeters(MetricGroup group, List<String> listed) {
        this.group = group;
        mostSingle = listed.size() <= MOST_SINGLE_CLASSES ? MOST_SINGLE_CLASSES : 0;
        know(listed);
    }

    /** Takes in the classes that are known by now, of which the first are those of before. */
    void know(List<String> known) {
        for (String name : known.subList(classes.size(), known.size())) {
            add(name);
        }
    }

    private void add(String name) {
        int index = classes.size();
        classes.add(name);
        MetricGroup ofClass = group.addGroup(Label.CLASS.key(), name);
        examples.add(new Total(Meter.CLASS_EXAMPLES, ofClass));
        correct.add(new Total(Meter.CLASS_CORRECT, ofClass));
        if (index >= mostSingle) {
            return;
        }
        singles.add(new Single(
                new Figure(Meter.CLASS_PRECISION, ofClass),
                new Figure(Meter.CLASS_RECALL, ofClass),
                new Figure(Meter.CLASS_F1, ofClass)));
        for (int other = 0; other < index; other++) {
            cells.add(cell(index, other));
            cells.add(cell(other, index));
        }
        cells.add(cell(index, index));
    }

    private Cell cell(int actual, int predicted) {
        MetricGroup ofCell = group.addGroup(Label.ACTUAL.key(), classes.get(actual))
                .addGroup(Label.PREDICTED.key(), classes.get(predicted));
        return new Cell(
                actual, predicted, new Total(Meter.PREDICTIONS, ofCell), new Figure(Meter.LAST_PREDICTIONS, ofCell));
    }

    /** Shows what was counted over the whole run. */
    void count(ConfusionMatrix matrix) {
        long[][] counts = matrix.counts();
        for (int actual = 0; actual < classes.size(); actual++) {
            long ofClass = 0;
            for (long count : counts[actual]) {
                ofClass += count;
            }
            examples.get(actual).set(ofClass);
            correct.get(actual).set(counts[actual][actual]);
        }
        for (Cell cell : cells) {
            cell.total().set(counts[cell.actual()][cell.predicted()]);
        }
    }

    /** Shows how well the last evaluation went. */
    void evaluate(ConfusionMatrix matrix) {
        for (int k = 0; k < singles.size(); k++) {
            singles.get(k).precision().set(matrix.precision(k));
            singles.get(k).recall().set(matrix.recall(k));
            singles.get(k).f1().set(matrix.f1(k));
        }
        for (Cell cell : cells) {
            cell.last().set((double) matrix.count(cell.actual(), cell.predicted()));
        }
    }
}
