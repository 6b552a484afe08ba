package org.millrace.model.math;

import static java.util.Objects.requireNonNull;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Values between Java arrays, row-major, and ND4J arrays of any type, order and stride. */
public final class Ndarrays {

    private Ndarrays() {}

    /** A copy of the values of a matrix, row by row, as float32. */
    public static float[] matrix(INDArray matrix, String name) {
        requireRank(2, matrix, name);
        try (INDArray floats = copy(matrix, DataType.FLOAT)) {
            return floats.data().asFloat();
        }
    }

    /** A copy of the values of a vector of whole numbers. */
    public static int[] integers(INDArray vector, String name) {
        requireRank(1, vector, name);
        try (INDArray doubles = copy(vector, DataType.DOUBLE)) {
            double[] values = doubles.data().asDouble();
            int[] integers = new int[values.length];
            for (int i = 0; i < values.length; i++) {
                integers[i] = (int) values[i];
                Require.that(integers[i] == values[i], name + " must be whole numbers", values[i]);
            }
            return integers;
        }
    }

    /** A new ND4J array {@code [rows, columns]} of float32 with a copy of the values. */
    public static INDArray matrix(float[] values, int rows, int columns) {
        return Nd4j.create(values, new long[] {rows, columns}, DataType.FLOAT);
    }

    private static void requireRank(int rank, INDArray array, String name) {
        requireNonNull(array, name);
        Require.that(array.rank() == rank, name + " must be an array of rank " + rank, array.rank());
    }

    /** A contiguous copy in row-major order. */
    private static INDArray copy(INDArray array, DataType type) {
        INDArray ordered = array.dup('c');
        if (ordered.dataType() == type) {
            return ordered;
        }
        try (ordered) {
            return ordered.castTo(type);
        }
    }
}
