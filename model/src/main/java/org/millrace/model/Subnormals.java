package org.millrace.model;

/**
 * Keeps what decays from step to step out of the subnormal range, where a processor is a hundred times slower and Java
 * cannot ask it to flush to zero.
 */
final class Subnormals {

    private static final float TINY = 1e-20f;

    private Subnormals() {}

    /** The value, but 0 where it is below about 1e-27: two additions, so that a loop still vectorises. */
    static float flush(float value) {
        return (value + TINY) - TINY;
    }
}
