package org.millrace.jobs.config;

/**
 * What the values of a key look like: how to read one, and which are allowed.
 *
 * @param <T> the type of the value in Java
 */
interface ValueType<T> {

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException if it is not allowed; the message goes on after the name of the key, as in
     *     {@code must be in (0, 10]}, and does not repeat the value
     */
    T parse(RawValue value);

    /** The allowed values in a few words, for the table of keys. */
    String range();

    /** The text of a single value. */
    static String scalar(RawValue value) {
        if (value instanceof RawValue.Scalar scalar) {
            return scalar.text();
        }
        throw new IllegalArgumentException("must be a single value, not a list");
    }
}
