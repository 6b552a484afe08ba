package org.millrace.model.network;

import org.bytedeco.javacpp.FloatPointer;
import org.millrace.model.math.Blas;
import org.millrace.model.math.OffHeap;

/** A gradient by every parameter, outside the heap, laid out as the parameters of a {@link DenseNetwork}. */
public final class Gradient implements AutoCloseable {

    private final DenseNetwork layout;

    public Gradient(Architecture architecture) {
        layout = new DenseNetwork(architecture);
    }

    public OffHeap values() {
        return layout.parameters();
    }

    FloatPointer weights(int layer) {
        return layout.weights(layer);
    }

    /** The Euclidean norm over all parameters; NaN or infinite if any value is, or if the squares overflow float32. */
    public double norm() {
        return Math.sqrt(Blas.squares(values().pointer(), values().length()));
    }

    @Override
    public void close() {
        layout.close();
    }
}
