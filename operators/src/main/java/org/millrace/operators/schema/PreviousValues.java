package org.millrace.operators.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The columns of the example before in a partition, for features whose missing values are filled from it. */
public final class PreviousValues {

    private double[] numbers;
    private String[] texts;

    /** Before the first example. */
    public PreviousValues() {}

    private PreviousValues(double[] numbers, String[] texts) {
        this.numbers = numbers;
        this.texts = texts;
    }

    /** Whether there was an example before, with as many columns; a state of other examples is refused later. */
    boolean areKnownTo(ExampleRow row) {
        return isKnown() && numbers.length == row.schema().columns();
    }

    private boolean isKnown() {
        return numbers != null;
    }

    /** Copies a column of values that are known. */
    void copyTo(ExampleRow row, int column) {
        if (texts[column] == null) {
            row.setColumn(column, numbers[column]);
        } else {
            row.setText(column, texts[column]);
        }
    }

    void take(ExampleRow row) {
        int columns = row.schema().columns();
        if (!areKnownTo(row)) {
            numbers = new double[columns];
            texts = new String[columns];
        }
        for (int column = 0; column < columns; column++) {
            numbers[column] = row.number(column);
            texts[column] = row.text(column);
        }
    }

    /** The same values in arrays of their own. */
    public PreviousValues copy() {
        return isKnown() ? new PreviousValues(numbers.clone(), texts.clone()) : new PreviousValues();
    }

    /** Writes the values as part of a state, whose version is theirs. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(isKnown() ? numbers.length : 0);
        for (int column = 0; isKnown() && column < numbers.length; column++) {
            out.writeDouble(numbers[column]);
            out.writeBoolean(texts[column] != null);
            if (texts[column] != null) {
                byte[] text = texts[column].getBytes(UTF_8);
                out.writeInt(text.length);
                out.write(text);
            }
        }
    }

    /** Reads what {@link #write} wrote. */
    public static PreviousValues read(DataInput in) throws IOException {
        int columns = in.readInt();
        if (columns == 0) {
            return new PreviousValues();
        }
        PreviousValues values = new PreviousValues(new double[columns], new String[columns]);
        for (int column = 0; column < columns; column++) {
            values.numbers[column] = in.readDouble();
            values.texts[column] = in.readBoolean() ? readText(in) : null;
        }
        return values;
    }

    private static String readText(DataInput in) throws IOException {
        byte[] text = new byte[in.readInt()];
        in.readFully(text);
        return new String(text, UTF_8);
    }
}
