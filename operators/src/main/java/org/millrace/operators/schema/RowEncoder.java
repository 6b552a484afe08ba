package org.millrace.operators.schema;

import java.util.ArrayList;
import java.util.List;
import org.millrace.model.loss.Task;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.DeadLetter.Reason;

/** Makes the row of an example from the values of its fields. */
public final class RowEncoder {

    private static final int NO_SLOT = -1;

    private final FieldValues values;
    private final ExampleRow row;
    private final List<FeatureEncoder> features = new ArrayList<>();
    private final LabelReader labels;
    private final int id;
    private final int timestamp;
    private final int weight;

    /** @throws IllegalArgumentException if the constant for the missing values of a feature is not of its kind */
    public RowEncoder(ExampleSchema schema) {
        Fields fields = schema.fields();
        FieldSlots slots = new FieldSlots();
        row = new ExampleRow(schema);
        ExampleRow constants = new ExampleRow(schema);
        int at = 0;
        for (Feature feature : fields.features()) {
            FeatureKind kind = feature.kind();
            int slot = slots.add(feature.field(), kind.arrayLength(), kind.readsText());
            features.add(new FeatureEncoder(feature, slot, at, constants));
            at += feature.columns();
        }
        labels = new LabelReader(
                schema, slots.add(fields.label(), schema.targets(), schema.task() == Task.CLASSIFICATION));
        id = slots.add(fields.id(), 0, true);
        timestamp = slots.add(fields.timestamp(), 0, false);
        weight = fields.weight().equals(FieldPath.NONE) ? NO_SLOT : slots.add(fields.weight(), 0, false);
        slots.assign(schema.isVector() ? 0 : -1, labels.slot(), id, timestamp);
        values = new FieldValues(slots);
    }

    /** Where a format puts what it reads. */
    public FieldValues values() {
        return values;
    }

    /** The example that was encoded last. */
    public ExampleRow row() {
        return row;
    }

    /**
     * Encodes the {@link #values()} into the {@link #row()}, which holds nothing of use after an exception.
     *
     * @param previous the example before in the partition; receives this one
     */
    public ExampleRow encode(PreviousValues previous) throws BadExampleException {
        row.begin();
        for (FeatureEncoder feature : features) {
            feature.encode(values, previous, row);
        }
        labels.read(values, row);
        readId();
        readTimestamp();
        readWeight();
        if (row.schema().needsPrevious()) {
            previous.take(row);
        }
        return row;
    }

    private void readId() throws BadExampleException {
        switch (values.form(id)) {
            case ABSENT, NULL -> {}
            case TEXT -> row.setId(values.text(id).isEmpty() ? null : values.text(id));
            case NUMBER -> {
                if (!isWhole(values.number(id))) {
                    throw wrongId();
                }
                row.setId(values.text(id));
            }
            case FLAG, INDEX, NUMBERS, TEXTS, FLOATS, STEPS, OTHER -> throw wrongId();
        }
    }

    private BadExampleException wrongId() {
        return BadExampleException.malformed(values.quoted(id) + " is neither text nor a whole number");
    }

    private void readTimestamp() throws BadExampleException {
        switch (values.form(timestamp)) {
            case ABSENT, NULL -> {}
            case NUMBER -> {
                if (!isWhole(values.number(timestamp))) {
                    throw wrongTimestamp();
                }
                row.setTimestamp((long) values.number(timestamp));
            }
            case TEXT -> {
                String text = values.text(timestamp);
                if (!FieldTexts.isMissing(text)) {
                    row.setTimestamp(milliseconds(text));
                }
            }
            case FLAG, INDEX, NUMBERS, TEXTS, FLOATS, STEPS, OTHER -> throw wrongTimestamp();
        }
    }

    private long milliseconds(String text) throws BadExampleException {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return Instants.milliseconds(text).orElseThrow(this::wrongTimestamp);
        }
    }

    private BadExampleException wrongTimestamp() {
        return BadExampleException.malformed(values.quoted(timestamp)
                + " is neither a whole number of milliseconds since 1970 nor a time such as 2026-01-31T12:00:00Z");
    }

    private void readWeight() throws BadExampleException {
        if (weight == NO_SLOT) {
            return;
        }
        double number =
                switch (values.form(weight)) {
                    case ABSENT, NULL -> 1;
                    case NUMBER -> values.number(weight);
                    case TEXT -> FieldTexts.number(values.text(weight)).orElse(Double.NaN);
                    case FLAG, INDEX, NUMBERS, TEXTS, FLOATS, STEPS, OTHER -> Double.NaN;
                };
        if (!(number >= 0 && Float.isFinite((float) number))) {
            throw BadExampleException.of(
                    Reason.BAD_WEIGHT, values.quoted(weight) + " is not a weight, a finite number of at least 0");
        }
        row.setWeight((float) number);
    }

    private static boolean isWhole(double number) {
        return number == Math.rint(number) && Math.abs(number) <= 0x1p63;
    }
}
