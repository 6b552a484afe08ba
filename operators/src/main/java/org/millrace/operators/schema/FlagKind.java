package org.millrace.operators.schema;

import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.millrace.model.input.Column;
import org.millrace.operators.record.BadExampleException;

/** Yes or no: 1 or 0. */
public record FlagKind() implements FeatureKind {

    static final int CODE = 2;

    @Override
    public int columns() {
        return 1;
    }

    @Override
    public List<Column> inputs() {
        return List.of(UNSCALED);
    }

    @Override
    public List<String> columnNames() {
        return List.of("0 or 1");
    }

    @Override
    public ValueEncoder encoder() {
        return this::encode;
    }

    private void encode(FieldValues values, int slot, ExampleRow into, int at) throws BadExampleException {
        into.setColumn(at, flag(values, slot));
    }

    private static double flag(FieldValues values, int slot) throws BadExampleException {
        double number = values.number(slot);
        return switch (values.form(slot)) {
            case FLAG -> number;
            case TEXT ->
                FieldTexts.flag(values.text(slot))
                        .orElseThrow(() -> wrong(values, slot, BadExampleException.quoted(values.text(slot))));
            case NUMBER -> {
                if (number != 0 && number != 1) {
                    throw wrong(values, slot, String.valueOf(number));
                }
                yield number;
            }
            case ABSENT, NULL, INDEX, NUMBERS, TEXTS, FLOATS, STEPS, OTHER ->
                throw wrong(values, slot, values.form(slot).inWords());
        };
    }

    private static BadExampleException wrong(FieldValues values, int slot, String found) {
        return BadExampleException.malformed(values.quoted(slot) + " is neither true nor false: " + found);
    }

    @Override
    public void encodeUnknown(ExampleRow into, int at) {
        into.setColumn(at, Double.NaN);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(CODE);
    }
}
