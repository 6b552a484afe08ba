package org.millrace.jobs.table;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What the owner of a table says about it.
 *
 * @param format of its file
 * @param header whether the first line names the columns; without one they are named 1, 2, 3 …
 * @param separator between the cells; empty to find out
 * @param decimalComma whether numbers have a decimal comma
 * @param ignored names of columns that are no features
 */
public record TableOptions(
        TableFormat format, boolean header, Optional<Character> separator, boolean decimalComma, List<String> ignored) {

    /** Nothing. */
    public static final TableOptions NONE = new TableOptions(TableFormat.CSV, true, Optional.empty(), false, List.of());

    public TableOptions {
        requireNonNull(format, "format");
        requireNonNull(separator, "separator");
        ignored = List.copyOf(ignored);
    }
}
