package org.millrace.operators.format;

import java.io.Serializable;

/** How an example is written as the value of a record. */
public interface ExampleFormat extends Serializable {

    /** The value of the {@code content-type} header that marks records of this format. */
    String contentType();

    /** @throws BadExampleException if {@code value} is not an example of {@code schema} */
    LabelledExample read(byte[] value, ExampleSchema schema) throws BadExampleException;
}
