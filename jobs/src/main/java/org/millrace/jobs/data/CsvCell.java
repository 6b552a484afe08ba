package org.millrace.jobs.data;

/** Tells numbers from words. */
final class CsvCell {

    private CsvCell() {}

    /** Whether a cell holds a number that is finite as a float. */
    static boolean isNumber(String cell) {
        return Float.isFinite(number(cell));
    }

    /** The number of a cell; NaN if it is none, or not finite as a float. */
    static float number(String cell) {
        if (cell.isEmpty() || isJavaLiteral(cell.charAt(cell.length() - 1))) {
            return Float.NaN;
        }
        try {
            float number = Float.parseFloat(cell);
            return Float.isFinite(number) ? number : Float.NaN;
        } catch (NumberFormatException e) {
            return Float.NaN;
        }
    }

    /** What Java reads as a number, such as {@code 1d}, is not always one in a table. */
    private static boolean isJavaLiteral(char last) {
        return Character.isLetter(last);
    }
}
