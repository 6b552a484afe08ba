package org.millrace.jobs.table;

import java.util.List;

/**
 * A row of a table as it stands in its file.
 *
 * @param line where it begins, counted from 1
 */
record TableRow(long line, List<String> cells) {

    TableRow {
        cells = List.copyOf(cells);
    }

    boolean isBlank() {
        return cells.stream().allMatch(String::isBlank);
    }

    /** The cell of a column; empty where the row is too short. */
    String cell(int column) {
        return column < cells.size() ? cells.get(column) : "";
    }
}
