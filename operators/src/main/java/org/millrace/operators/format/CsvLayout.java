package org.millrace.operators.format;

import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How lines of CSV are made up.
 *
 * @param columns their names, in order; empty if lines of CSV are not expected
 * @param decimalComma whether {@code 1.234,5} is a number, as in many languages
 */
public record CsvLayout(List<String> columns, char separator, boolean decimalComma) implements Serializable {

    public static final CsvLayout NONE = new CsvLayout(List.of(), ',', false);

    private static final Pattern WITH_COMMA =
            Pattern.compile("[+-]?(?:\\d{1,3}(?:\\.\\d{3})++|\\d*+)(?:,\\d++)?(?:[eE][+-]?\\d++)?");

    public CsvLayout {
        columns = List.copyOf(columns);
    }

    /** A cell with a point in place of the decimal comma, if it is a number. */
    public String withPoint(String cell) {
        String text = cell.strip();
        return WITH_COMMA.matcher(text).matches() ? text.replace(".", "").replace(',', '.') : text;
    }
}
