package org.millrace.jobs.table;

import java.util.List;
import java.util.Map;

/**
 * What a file of a table holds.
 *
 * @param rows of which the first may name the columns
 * @param words of the columns whose words the file lists itself, in its order, by name of the column
 */
record TableContent(List<TableRow> rows, Map<String, List<String>> words) {

    /** Rows of a file that says nothing about its columns. */
    static TableContent of(List<TableRow> rows) {
        return new TableContent(rows, Map.of());
    }
}
