package org.millrace.operators.schema;

import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.DeadLetter.Reason;

/** Writes the columns of one feature, whether its value is there or missing. */
final class FeatureEncoder {

    private final Feature feature;
    private final ValueEncoder encoder;
    private final int slot;
    private final int at;
    private final int end;
    private final ExampleRow constant;

    /**
     * @param at the feature's first column
     * @param constant keeps the columns that a constant for missing values has, if the feature has one
     * @throws IllegalArgumentException if the constant is not of the feature's kind
     */
    FeatureEncoder(Feature feature, int slot, int at, ExampleRow constant) {
        this.feature = feature;
        this.encoder = feature.kind().encoder();
        this.slot = slot;
        this.at = at;
        this.end = at + feature.kind().columns();
        this.constant = constant;
        if (feature.missing().rule() == Missing.Rule.CONSTANT) {
            encodeConstant();
        }
    }

    /** For an array, one number stands for all of it. */
    private void encodeConstant() {
        FieldSlots slots = new FieldSlots();
        slots.add(feature.field(), 0, true);
        FieldValues values = new FieldValues(slots);
        boolean isArray = feature.kind().arrayLength() > 0;
        ValueEncoder single = isArray ? NumberKind.PLAIN.encoder() : encoder;
        try {
            values.setText(0, feature.missing().constant());
            constant.begin();
            for (int column = at; column < (isArray ? end : at + 1); column++) {
                single.encode(values, 0, constant, column);
            }
        } catch (BadExampleException e) {
            throw new IllegalArgumentException("the constant for missing values: " + e.getMessage(), e);
        }
    }

    void encode(FieldValues values, PreviousValues previous, ExampleRow row) throws BadExampleException {
        boolean missing = isMissing(values);
        if (missing) {
            fillAll(values, previous, row);
        } else {
            encoder.encode(values, slot, row, at);
            if (feature.kind().arrayLength() > 0 && !row.isFloat32()) {
                missing = fillGaps(values, previous, row);
            }
        }
        if (feature.missing().indicated()) {
            row.setColumn(end, missing ? 1 : 0);
        }
    }

    private boolean isMissing(FieldValues values) {
        return switch (values.form(slot)) {
            case ABSENT, NULL -> true;
            case TEXT -> FieldTexts.isMissing(values.text(slot));
            case NUMBER -> Double.isNaN(values.number(slot));
            case FLAG, INDEX, NUMBERS, TEXTS, FLOATS, STEPS, OTHER -> false;
        };
    }

    private void fillAll(FieldValues values, PreviousValues previous, ExampleRow row) throws BadExampleException {
        Missing.Rule rule = feature.missing().rule();
        if (rule == Missing.Rule.REJECT) {
            throw BadExampleException.of(Reason.MISSING_FIELD, "no " + values.quoted(slot));
        }
        feature.kind().encodeUnknown(row, at);
        for (int column = at; column < end; column++) {
            fill(column, previous, row);
        }
    }

    /** @return whether numbers are missing in the array */
    private boolean fillGaps(FieldValues values, PreviousValues previous, ExampleRow row) throws BadExampleException {
        boolean missing = false;
        for (int column = at; column < end; column++) {
            double number = row.number(column);
            if (Double.isFinite(number)) {
                continue;
            }
            if (Double.isInfinite(number) || feature.missing().rule() == Missing.Rule.REJECT) {
                throw BadExampleException.of(
                        Reason.NOT_A_FINITE_NUMBER,
                        values.quoted(slot) + "[" + (column - at) + "] is not a finite number");
            }
            fill(column, previous, row);
            missing = true;
        }
        return missing;
    }

    /** A column that nothing is known of keeps what stands for that. */
    private void fill(int column, PreviousValues previous, ExampleRow row) {
        switch (feature.missing().rule()) {
            case REJECT, MEAN -> {}
            case CONSTANT -> row.copyColumn(constant, column);
            case PREVIOUS -> {
                if (previous.areKnownTo(row)) {
                    previous.copyTo(row, column);
                }
            }
        }
    }
}
