package org.millrace.operators.schema;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.millrace.model.input.Column;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.DeadLetter.Reason;

/**
 * An array of numbers.
 *
 * @param length how many, at least 1
 */
public record VectorKind(int length) implements FeatureKind {

    static final int CODE = 6;

    public VectorKind {
        if (length < 1) {
            throw new IllegalArgumentException("features must be at least 1: " + length);
        }
    }

    @Override
    public int columns() {
        return length;
    }

    @Override
    public List<Column> inputs() {
        return Collections.nCopies(length, SCALED);
    }

    @Override
    public List<String> columnNames() {
        return IntStream.range(0, length).mapToObj(i -> "[" + i + "]").toList();
    }

    @Override
    public int arrayLength() {
        return length;
    }

    @Override
    public ValueEncoder encoder() {
        return this::encode;
    }

    private void encode(FieldValues values, int slot, ExampleRow into, int at) throws BadExampleException {
        switch (values.form(slot)) {
            case NUMBERS -> {
                checkCount(values.count(slot));
                into.setColumns(at, values.array(slot), length);
            }
            case FLOATS -> {
                checkCount(values.count(slot));
                into.setFloats(values.floats());
            }
            case STEPS -> {
                checkCount(values.count(slot));
                into.setSteps(values.steps(), values.firstStep(), values.scale());
            }
            case ABSENT, NULL, NUMBER, TEXT, FLAG, INDEX, TEXTS, OTHER ->
                throw BadExampleException.malformed(values.quoted(slot) + " is not an array of numbers: "
                        + values.form(slot).inWords());
        }
    }

    private void checkCount(int count) throws BadExampleException {
        if (count != length) {
            throw BadExampleException.of(
                    Reason.WRONG_FEATURE_COUNT, "expected " + length + " features, found " + count);
        }
    }

    @Override
    public void encodeUnknown(ExampleRow into, int at) {
        for (int column = 0; column < length; column++) {
            into.setColumn(at + column, Double.NaN);
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(CODE);
        out.writeInt(length);
    }

    static VectorKind read(DataInput in) throws IOException {
        return new VectorKind(in.readInt());
    }
}
