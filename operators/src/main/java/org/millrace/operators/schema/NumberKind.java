package org.millrace.operators.schema;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.millrace.model.input.Column;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.DeadLetter.Reason;

/**
 * A number: clipped to bounds, then on a logarithmic scale, sign(x) · ln(1 + |x|), if wished.
 *
 * @param least the lower bound; -∞ for none
 * @param greatest the upper bound; ∞ for none
 */
public record NumberKind(boolean log, double least, double greatest) implements FeatureKind {

    static final int CODE = 1;

    /** As it is. */
    public static final NumberKind PLAIN = new NumberKind(false, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    public NumberKind {
        if (!(least < greatest)) {
            throw new IllegalArgumentException("the lower bound must be below the upper: " + least + ", " + greatest);
        }
    }

    @Override
    public int columns() {
        return 1;
    }

    @Override
    public List<Column> inputs() {
        return List.of(SCALED);
    }

    @Override
    public List<String> columnNames() {
        return List.of(log ? "log" : "");
    }

    @Override
    public ValueEncoder encoder() {
        return this::encode;
    }

    private void encode(FieldValues values, int slot, ExampleRow into, int at) throws BadExampleException {
        into.setColumn(at, transformed(number(values, slot)));
    }

    private double transformed(double number) {
        double clipped = Math.min(greatest, Math.max(least, number));
        return log ? Math.copySign(Math.log1p(Math.abs(clipped)), clipped) : clipped;
    }

    private static double number(FieldValues values, int slot) throws BadExampleException {
        return switch (values.form(slot)) {
            case NUMBER, FLAG -> finite(values.number(slot), values, slot);
            case TEXT ->
                FieldTexts.number(values.text(slot))
                        .orElseThrow(() -> BadExampleException.of(
                                Reason.NOT_A_FINITE_NUMBER,
                                values.quoted(slot) + " is not a number: "
                                        + BadExampleException.quoted(values.text(slot))));
            case ABSENT, NULL, INDEX, NUMBERS, TEXTS, FLOATS, STEPS, OTHER ->
                throw BadExampleException.of(
                        Reason.NOT_A_FINITE_NUMBER,
                        values.quoted(slot) + " is not a number: "
                                + values.form(slot).inWords());
        };
    }

    private static double finite(double number, FieldValues values, int slot) throws BadExampleException {
        if (!Double.isFinite(number)) {
            throw BadExampleException.of(
                    Reason.NOT_A_FINITE_NUMBER, values.quoted(slot) + " is not a finite number: " + number);
        }
        return number;
    }

    @Override
    public void encodeUnknown(ExampleRow into, int at) {
        into.setColumn(at, Double.NaN);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(CODE);
        out.writeBoolean(log);
        out.writeDouble(least);
        out.writeDouble(greatest);
    }

    static NumberKind read(DataInput in) throws IOException {
        return new NumberKind(in.readBoolean(), in.readDouble(), in.readDouble());
    }
}
