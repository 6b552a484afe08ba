package org.millrace.operators.schema;

import org.millrace.operators.record.BadExampleException;

/** The names that categories have in records. */
final class Categories {

    private Categories() {}

    /** A text, or a number or flag as it is written. */
    static String name(FieldValues values, int slot) throws BadExampleException {
        return switch (values.form(slot)) {
            case TEXT, NUMBER -> values.text(slot).strip();
            case FLAG -> String.valueOf(values.number(slot) == 1);
            case ABSENT, NULL, INDEX, NUMBERS, TEXTS, FLOATS, STEPS, OTHER ->
                throw BadExampleException.malformed(values.quoted(slot) + " is not a category: "
                        + values.form(slot).inWords());
        };
    }
}
