package org.millrace.jobs.data;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.millrace.jobs.config.ConfigException;

/**
 * The columns of a table.
 *
 * @param file the table, for messages
 * @param columns names of all columns
 * @param label index of the column that holds the class
 */
record CsvHeader(Path file, List<String> columns, int label) {

    private static final int MOST_COLUMNS_LISTED = 20;

    CsvHeader {
        columns = List.copyOf(columns);
    }

    /**
     * @param columns the cells of the header line
     * @param label name of the column that holds the class
     * @throws ConfigException if there is no such column or no other, or columns have no name or the same
     */
    static CsvHeader of(Path file, List<String> columns, String label) {
        if (columns.stream().allMatch(CsvCell::isNumber)) {
            throw new ConfigException(file + " has no header line; its first line must name the columns");
        }
        checkNames(file, columns);
        int index = columns.indexOf(label);
        if (index < 0) {
            throw new ConfigException("%s has no column '%s'; it has %s".formatted(file, label, listed(columns)));
        }
        if (columns.size() == 1) {
            throw new ConfigException("%s has no column besides '%s'; features are needed".formatted(file, label));
        }
        return new CsvHeader(file, columns, index);
    }

    /** How many columns hold features. */
    int features() {
        return columns.size() - 1;
    }

    String labelName() {
        return columns.get(label);
    }

    private static void checkNames(Path file, List<String> columns) {
        Set<String> seen = new HashSet<>();
        for (int column = 0; column < columns.size(); column++) {
            String name = columns.get(column);
            if (name.isEmpty()) {
                throw new ConfigException(
                        "%s: column %d has no name in the header line; give it one or remove the column"
                                .formatted(file, column + 1));
            }
            if (!seen.add(name)) {
                throw new ConfigException("%s has two columns '%s'; rename one".formatted(file, name));
            }
        }
    }

    private static String listed(List<String> columns) {
        String names = String.join(", ", columns.subList(0, Math.min(columns.size(), MOST_COLUMNS_LISTED)));
        int more = columns.size() - MOST_COLUMNS_LISTED;
        return more > 0 ? names + " and " + more + " more" : names;
    }
}
