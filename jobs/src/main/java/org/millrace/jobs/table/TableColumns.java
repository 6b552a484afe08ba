package org.millrace.jobs.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.millrace.jobs.config.ConfigException;
import org.millrace.operators.schema.FieldTexts;

/**
 * The columns of a table, by name.
 *
 * @param names of all columns, distinct; a column without a name has that of its place, such as {@code column 3}
 * @param label index of the label
 * @param features indices of those that may be features
 */
record TableColumns(List<String> names, int label, List<Integer> features) {

    private static final int MOST_LISTED = 20;

    TableColumns {
        names = List.copyOf(names);
        features = List.copyOf(features);
    }

    /**
     * Reads the names off the first row, or counts them.
     *
     * @param rows at least one
     * @param label name of the column that holds the label
     * @throws ConfigException if there is no such column, or no other
     */
    static TableColumns of(Path file, List<TableRow> rows, String label, TableOptions options) {
        TableRow first = rows.get(0);
        int width = rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int column = 0; column < width; column++) {
            String name = options.header() ? first.cell(column) : String.valueOf(column + 1);
            names.add(distinct(name.isEmpty() ? "column " + (column + 1) : name, taken));
        }
        int index = names.indexOf(label);
        if (index < 0) {
            throw new ConfigException(file + " has no column '" + label + "'; " + remedy(first, names, options));
        }
        options.ignored().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new ConfigException(
                            file + " has no column '" + name + "' to ignore; it has " + listed(names));
                });
        List<Integer> features = IntStream.range(0, width)
                .filter(column -> column != index && !options.ignored().contains(names.get(column)))
                .filter(column -> !isNamelessAndEmpty(column, rows, options))
                .boxed()
                .toList();
        if (features.isEmpty()) {
            throw new ConfigException(file + " has no column besides '" + label + "'; features are needed");
        }
        return new TableColumns(names, index, features);
    }

    private static String distinct(String name, Set<String> taken) {
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + " " + i;
        }
        return free;
    }

    /** What a comma at the end of every line leaves behind. */
    private static boolean isNamelessAndEmpty(int column, List<TableRow> rows, TableOptions options) {
        return options.header()
                && rows.stream().allMatch(row -> row.cell(column).isEmpty());
    }

    private static String remedy(TableRow first, List<String> names, TableOptions options) {
        long numbers = first.cells().stream()
                .filter(cell -> FieldTexts.number(cell).isPresent())
                .count();
        if (options.header() && numbers > 0) {
            return "its first line looks like data: " + listed(names) + "; without a header line, give --no-header and"
                    + " --label with the number of a column, 1 to " + names.size();
        }
        return "it has " + listed(names);
    }

    private static String listed(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(names.size(), MOST_LISTED)));
        int more = names.size() - MOST_LISTED;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }

    String labelName() {
        return names.get(label);
    }
}
