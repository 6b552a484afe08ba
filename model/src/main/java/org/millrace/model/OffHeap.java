package org.millrace.model;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A flat float32 ND4J array, with the pointer that BLAS needs and bulk copies from and to Java arrays.
 *
 * <p>The memory lives until {@link #close()}; the owner guards every access after that.
 */
final class OffHeap implements AutoCloseable {

    private final INDArray array;
    private final FloatPointer pointer;
    private final FloatPointer cursor;
    private final FloatBuffer buffer;

    /** Allocates {@code length} zeros. */
    OffHeap(int length) {
        // A caller's ND4J workspace must not own this memory: it would be reused under our feet.
        try (MemoryWorkspace none = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            array = Nd4j.create(DataType.FLOAT, length);
        }
        pointer = new FloatPointer(array.data().addressPointer()).position(0).capacity(length);
        cursor = new FloatPointer(pointer);
        buffer = pointer.asBuffer();
    }

    int length() {
        return buffer.capacity();
    }

    INDArray array() {
        return array;
    }

    FloatPointer pointer() {
        return pointer;
    }

    /** A pointer to the value at {@code offset}; make it once, it is an object. */
    FloatPointer pointer(int offset) {
        return pointer.getPointer(offset);
    }

    /** A pointer to the value at {@code offset}, good until the next call. */
    FloatPointer at(int offset) {
        return cursor.position(offset);
    }

    /** The sum of the squares of {@code length} values from {@code offset} on, in float32: infinite when it overflows. */
    float squares(int offset, int length) {
        return Blas.squares(at(offset), length);
    }

    void get(int index, float[] into, int from, int length) {
        buffer.get(index, into, from, length);
    }

    void put(int index, float[] values, int from, int length) {
        buffer.put(index, values, from, length);
    }

    void copyTo(OffHeap other) {
        other.buffer.put(0, buffer, 0, length());
    }

    @Override
    public void close() {
        array.close();
    }
}
