package org.millrace.model.input;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.millrace.model.format.LearnerFormatException;
import org.millrace.model.format.Versions;
import org.millrace.model.math.Require;

/**
 * The columns of a row of features, and how they become the inputs of the network.
 *
 * @param row the columns in order, at least one
 */
public record Inputs(List<Column> row) implements Serializable {

    private static final int VERSION = 1;
    private static final int NUMBER = 0;
    private static final int SCALED_NUMBER = 1;
    private static final int VOCABULARY = 2;

    public Inputs {
        row = List.copyOf(row);
        Require.that(!row.isEmpty(), "columns must be at least 1", 0);
        long width = row.stream().mapToLong(Column::width).sum();
        Require.that(width <= Integer.MAX_VALUE, "inputs must be at most " + Integer.MAX_VALUE, width);
    }

    /** {@code count} numbers that are all scaled. */
    public static Inputs numbers(int count) {
        return new Inputs(Collections.nCopies(count, new Column.Numeric(true)));
    }

    /** How many columns a row has. */
    public int columns() {
        return row.size();
    }

    /** How many inputs the network needs. */
    public int width() {
        return row.stream().mapToInt(Column::width).sum();
    }

    /** Whether every column is a number that is scaled, so that a row is what the scaling takes. */
    public boolean areScaledNumbers() {
        return row.stream().allMatch(column -> column instanceof Column.Numeric number && number.scaled());
    }

    /** Writes a version byte and the columns; equal neighbours once, with their number. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(row.size());
        for (int from = 0; from < row.size(); ) {
            Column column = row.get(from);
            int to = from + 1;
            while (to < row.size() && row.get(to).equals(column)) {
                to++;
            }
            out.writeInt(to - from);
            if (column instanceof Column.Vocabulary vocabulary) {
                out.writeByte(VOCABULARY);
                out.writeInt(vocabulary.limit());
            } else if (column instanceof Column.Numeric number) {
                out.writeByte(number.scaled() ? SCALED_NUMBER : NUMBER);
            }
            from = to;
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws LearnerFormatException if it is of a version unknown here, or damaged
     */
    public static Inputs read(DataInput in) throws IOException {
        Versions.read("the columns of a row", VERSION, in);
        try {
            return readV1(in);
        } catch (IllegalArgumentException e) {
            throw new LearnerFormatException("The columns of a row are damaged: " + e.getMessage(), e);
        }
    }

    private static Inputs readV1(DataInput in) throws IOException {
        int columns = in.readInt();
        List<Column> row = new ArrayList<>();
        while (row.size() < columns) {
            int equal = in.readInt();
            Require.that(equal >= 1 && equal <= columns - row.size(), "equal columns", equal);
            int kind = in.readByte();
            Column column =
                    switch (kind) {
                        case NUMBER -> new Column.Numeric(false);
                        case SCALED_NUMBER -> new Column.Numeric(true);
                        case VOCABULARY -> new Column.Vocabulary(in.readInt());
                        default -> throw new LearnerFormatException("columns of kind " + kind + " are unknown");
                    };
            row.addAll(Collections.nCopies(equal, column));
        }
        return new Inputs(row);
    }
}
