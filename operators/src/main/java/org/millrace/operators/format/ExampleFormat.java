package org.millrace.operators.format;

import java.nio.ByteBuffer;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.FieldValues;

/**
 * How an example is written as the value of a record, and read from it. The formats are listed in {@link ExampleFormats#all()}.
 */
public interface ExampleFormat {

    /** The value of the {@code content-type} header that marks records of this format. */
    String contentType();

    /**
     * Whether a class is written by its name, so that writer and reader must agree on the names; otherwise by its index.
     */
    boolean labelsByName();

    /**
     * Reads the fields of an example.
     *
     * @param value in an array, from its position to its limit, both of which stay as they are
     * @param into receives the fields that it has a slot for
     * @throws BadExampleException if {@code value} is not of this format
     */
    void read(ByteBuffer value, FieldValues into) throws BadExampleException;

    /**
     * The value of a record that {@link #read} reads as {@code example}.
     *
     * @param example of {@code schema}
     * @throws IllegalArgumentException if this format cannot hold the example
     */
    byte[] write(LabelledExample example, ExampleSchema schema);
}
