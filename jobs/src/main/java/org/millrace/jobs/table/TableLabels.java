package org.millrace.jobs.table;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.millrace.jobs.config.ConfigException;
import org.millrace.model.loss.Task;
import org.millrace.operators.schema.FieldTexts;

/**
 * The labels of a table.
 *
 * @param classes in a classification by number if all are integers, otherwise by the alphabet; else the column's name
 */
record TableLabels(List<String> classes, boolean areNumbers) {

    private static final int MOST_CLASSES = 1000;
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,100}");

    TableLabels {
        classes = List.copyOf(classes);
    }

    /** @throws ConfigException if there are too few or too many classes, or a number to predict is none */
    static TableLabels of(Path file, List<TableRow> rows, TableColumns columns, Task task, UnaryOperator<String> text) {
        if (task == Task.REGRESSION) {
            rows.forEach(row -> requireNumber(file, row, columns, text));
            return new TableLabels(List.of(columns.labelName()), true);
        }
        Set<String> found = new LinkedHashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            found.add(name(rows.get(i).cell(columns.label())));
            if (found.size() > MOST_CLASSES) {
                throw tooMany(file, columns, found.size(), i + 1);
            }
        }
        if (found.size() < 2) {
            throw new ConfigException("%s: column '%s' holds only '%s'; at least 2 classes are needed"
                    .formatted(file, columns.labelName(), found.iterator().next()));
        }
        if (found.size() > rows.size() / 2) {
            throw tooMany(file, columns, found.size(), rows.size());
        }
        return new TableLabels(sorted(found), false);
    }

    /** The classes in the order in which the file lists them, where it lists all of them; those without a row are left out. */
    TableLabels inOrderOf(List<String> listed) {
        List<String> names = listed.stream()
                .map(TableLabels::name)
                .filter(classes::contains)
                .distinct()
                .toList();
        return names.size() == classes.size() ? new TableLabels(names, areNumbers) : this;
    }

    /** The name of a class on one line. */
    static String name(String cell) {
        return cell.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static void requireNumber(Path file, TableRow row, TableColumns columns, UnaryOperator<String> text) {
        String cell = row.cell(columns.label());
        if (FieldTexts.number(text.apply(cell)).isEmpty()) {
            throw new ConfigException("%s: column '%s', line %d: '%s' is not a number; a regression predicts numbers"
                    .formatted(file, columns.labelName(), row.line(), cell));
        }
    }

    private static ConfigException tooMany(Path file, TableColumns columns, int number, int inRows) {
        return new ConfigException(
                ("%s: column '%s' holds %d different values in %d rows, which looks like a number to "
                                + "predict or an id rather than a class; choose another --label, or add "
                                + "--set model.task=regression")
                        .formatted(file, columns.labelName(), number, inRows));
    }

    private static List<String> sorted(Set<String> names) {
        Comparator<String> alphabet = Comparator.naturalOrder();
        boolean integers = names.stream().allMatch(INTEGER.asMatchPredicate());
        Comparator<String> order = integers
                ? Comparator.<String, BigInteger>comparing(BigInteger::new).thenComparing(alphabet)
                : alphabet;
        return names.stream().sorted(order).toList();
    }
}
