package org.millrace.operators.format;

import java.io.Serializable;

/**
 * How large a record and its parts may be, so that no record exhausts memory; a larger one becomes a dead letter.
 *
 * @param recordBytes of the value
 * @param nesting of objects and arrays in each other
 * @param textLength in characters, of a text that is read
 * @param arrayLength of an array that is read
 */
public record Limits(int recordBytes, int nesting, int textLength, int arrayLength) implements Serializable {

    public static final Limits DEFAULT = new Limits(10 << 20, 64, 1 << 16, 1_000_000);
}
