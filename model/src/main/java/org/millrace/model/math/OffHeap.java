package org.millrace.model.math;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A flat float32 vector outside the heap: the pointer that BLAS needs, bulk copies from and to Java arrays, and a view of it
 * as an ND4J array.
 *
 * <p>The memory lives until {@link #close()}, or until nothing refers to it; the owner guards every access after that. It is
 * allocated through JavaCPP rather than ND4J, which counts it: where an allocation would go beyond the limit {@code
 * org.bytedeco.javacpp.maxbytes}, by default as much as the heap, JavaCPP has garbage collected first, and memory that
 * nobody closed is freed. ND4J's own allocations know no limit.
 */
public final class OffHeap implements AutoCloseable {

    /** A direct buffer has at most this many floats. */
    public static final int MOST_VALUES = Integer.MAX_VALUE / Float.BYTES;

    private final FloatPointer pointer;
    private final FloatPointer cursor;
    private final FloatBuffer buffer;

    /** Allocates {@code length} zeros. */
    public OffHeap(int length) {
        Require.that(length <= MOST_VALUES, "values outside the heap must be at most " + MOST_VALUES, length);
        pointer = new FloatPointer((long) length);
        // A caller's PointerScope must not own this memory: it would be freed under our feet.
        pointer.retainReference();
        pointer.zero();
        cursor = new FloatPointer(pointer);
        buffer = pointer.asBuffer();
    }

    /** Allocates {@code [rows, columns]} zeros. */
    public static OffHeap matrix(int rows, int columns) {
        long length = (long) rows * columns;
        Require.that(length <= MOST_VALUES, rows + " rows must need at most " + MOST_VALUES + " values", length);
        return new OffHeap((int) length);
    }

    public int length() {
        return buffer.capacity();
    }

    /** These values as an ND4J array, which is valid for as long as this object is referred to and not closed. */
    public INDArray array() {
        return Nd4j.create(Nd4j.createBuffer(pointer, length(), DataType.FLOAT), length());
    }

    /** The values from {@code offset} on as an array of the given shape, row-major; valid as {@link #array()} is. */
    public INDArray array(int offset, long... shape) {
        long length = 1;
        for (long size : shape) {
            length *= size;
        }
        return Nd4j.create(Nd4j.createBuffer(pointer.getPointer(offset), length, DataType.FLOAT), shape);
    }

    public FloatPointer pointer() {
        return pointer;
    }

    /** A pointer to the value at {@code offset}; make it once, it is an object. */
    public FloatPointer pointer(int offset) {
        return pointer.getPointer(offset);
    }

    /** A pointer to the value at {@code offset}, good until the next call. */
    public FloatPointer at(int offset) {
        return cursor.position(offset);
    }

    /** The sum of the squares of {@code length} values from {@code offset} on, in float32: infinite when it overflows. */
    public float squares(int offset, int length) {
        return Blas.squares(at(offset), length);
    }

    public void get(int index, float[] into, int from, int length) {
        buffer.get(index, into, from, length);
    }

    public void put(int index, float[] values, int from, int length) {
        buffer.put(index, values, from, length);
    }

    public void copyTo(OffHeap other) {
        other.buffer.put(0, buffer, 0, length());
    }

    @Override
    public void close() {
        pointer.close();
    }
}
