package org.millrace.operators.schema;

import org.millrace.operators.record.BadExampleException;

/** Writes the columns of a feature from the value of its field. */
@FunctionalInterface
interface ValueEncoder {

    /**
     * @param slot of a value that is present
     * @param at the first column
     * @throws BadExampleException if the value is not of the feature's kind
     */
    void encode(FieldValues values, int slot, ExampleRow into, int at) throws BadExampleException;
}
