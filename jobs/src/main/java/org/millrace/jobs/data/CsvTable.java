package org.millrace.jobs.data;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.millrace.jobs.config.ConfigException;
import org.millrace.model.loss.Task;
import org.millrace.operators.format.LabelledExample;

/** Collects the rows of a table and makes a dataset of them. */
final class CsvTable {

    private static final int FEWEST_ROWS = 10;
    private static final int MOST_CLASSES = 1000;
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,100}");

    private final CsvHeader header;
    private final Task task;
    private final List<LabelledExample> rows = new ArrayList<>();

    /** Classes by name, numbered as they turn up. */
    private final Map<String, Integer> found = new HashMap<>();

    /** @param task classification or regression */
    CsvTable(CsvHeader header, Task task) {
        this.header = header;
        this.task = task;
    }

    /**
     * Adds a row.
     *
     * @param cells one for each column
     * @param line where it ends in the file
     * @throws ConfigException if there are more or fewer cells, one is empty, or a feature is not a number
     */
    void add(String[] cells, long line) {
        int columns = header.columns().size();
        if (cells.length != columns) {
            throw new ConfigException("%s, line %d: %d cells, but the header line has %d"
                    .formatted(header.file(), line, cells.length, columns));
        }
        float[] features = new float[header.features()];
        int feature = 0;
        for (int column = 0; column < columns; column++) {
            if (cells[column].isEmpty()) {
                throw wrong(column, line, "the cell is empty; fill it or remove the row");
            }
            if (column != header.label()) {
                features[feature++] = number(cells[column], column, line);
            }
        }
        String id = "line-" + line;
        String label = cells[header.label()];
        rows.add(
                task == Task.REGRESSION
                        ? LabelledExample.ofTargets(Optional.of(id), OptionalLong.empty(), features, new float[] {
                            number(label, header.label(), line)
                        })
                        : LabelledExample.of(id, features, foundClass(label)));
    }

    /**
     * All rows, with labels in the order of the classes: by number if all are integers, otherwise by the alphabet.
     *
     * @throws ConfigException if there are too few rows, or too few or too many classes
     */
    Dataset toDataset(String name, String preset) {
        if (rows.size() < FEWEST_ROWS) {
            throw new ConfigException(
                    "%s has %d rows; at least %d are needed".formatted(header.file(), rows.size(), FEWEST_ROWS));
        }
        if (task == Task.REGRESSION) {
            return new TableDataset(name, preset, header.features(), task, List.of(header.labelName()), Table.of(rows));
        }
        if (found.size() < 2) {
            throw new ConfigException("%s: column '%s' holds only '%s'; at least 2 classes are needed"
                    .formatted(
                            header.file(),
                            header.labelName(),
                            found.keySet().iterator().next()));
        }
        checkNotTooManyClasses();
        List<String> classes = sorted(found.keySet());
        return new TableDataset(name, preset, header.features(), task, classes, Table.of(relabelled(classes)));
    }

    private int foundClass(String name) {
        int next = found.size();
        Integer known = found.putIfAbsent(name, next);
        if (known == null && next == MOST_CLASSES) {
            throw tooManyClasses(next + 1, rows.size() + 1);
        }
        return known == null ? next : known;
    }

    private void checkNotTooManyClasses() {
        if (found.size() > rows.size() / 2) {
            throw tooManyClasses(found.size(), rows.size());
        }
    }

    private ConfigException tooManyClasses(int number, int inRows) {
        return new ConfigException(
                ("%s: column '%s' holds %d different values in %d rows, which looks like a number to "
                                + "predict or an id rather than a class; choose another --label, or add "
                                + "--set model.task=regression")
                        .formatted(header.file(), header.labelName(), number, inRows));
    }

    private List<LabelledExample> relabelled(List<String> classes) {
        int[] labels = new int[classes.size()];
        for (int label = 0; label < labels.length; label++) {
            labels[found.get(classes.get(label))] = label;
        }
        return rows.stream()
                .map(row -> new LabelledExample(row.id(), row.timestamp(), row.features(), labels[row.label()]))
                .toList();
    }

    private static List<String> sorted(Collection<String> names) {
        Comparator<String> alphabet = Comparator.naturalOrder();
        boolean integers = names.stream().allMatch(name -> INTEGER.matcher(name).matches());
        Comparator<String> order = integers
                ? Comparator.<String, BigInteger>comparing(BigInteger::new).thenComparing(alphabet)
                : alphabet;
        return names.stream().sorted(order).toList();
    }

    private float number(String cell, int column, long line) {
        float number = CsvCell.number(cell);
        if (Float.isNaN(number)) {
            String remedy =
                    column == header.label() ? "a regression predicts numbers" : "remove the column or encode it";
            throw wrong(column, line, "'" + cell + "' is not a number; " + remedy);
        }
        return number;
    }

    private ConfigException wrong(int column, long line, String problem) {
        return new ConfigException("%s: column '%s', line %d: %s"
                .formatted(header.file(), header.columns().get(column), line, problem));
    }
}
