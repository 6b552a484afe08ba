package org.millrace.model.math;

/**
 * The pieces into which a product over examples and inputs is cut to be fast. Up to a million multiplications OpenBLAS has
 * kernels for AVX-512 that use the matrices as they lie in memory; beyond, it first copies them into panels, which costs
 * more than it gains where the matrices are in cache. A product is therefore cut along its inputs and, where these pieces
 * would get too thin, along its examples as well. A product of which even 64 examples would need thin pieces stays whole.
 *
 * <p>Two methods rather than a pair, which would be garbage at every product.
 */
public final class Pieces {

    /** The most multiplications of a product that OpenBLAS treats as small. */
    private static final long SMALL_PRODUCT = 1_000_000;

    private static final long PIECE = SMALL_PRODUCT / 2;
    private static final int INPUTS_UNIT = 16;
    private static final int LEAST_INPUTS = 32;
    private static final int ROWS = 64;

    private Pieces() {}

    /** How many examples at a time. */
    public static int rows(int rows, int inputs, int outputs) {
        boolean fewer = rows > ROWS && !getsSmall(rows, inputs, outputs) && getsSmall(ROWS, inputs, outputs);
        return fewer ? ROWS : rows;
    }

    /** How many inputs at a time, if there are {@code rows} examples at a time. */
    public static int inputs(int rows, int inputs, int outputs) {
        if (isSmall(rows, inputs, outputs)) {
            return inputs;
        }
        long piece = PIECE / ((long) rows * outputs) / INPUTS_UNIT * INPUTS_UNIT;
        return piece < LEAST_INPUTS ? inputs : (int) Math.min(piece, inputs);
    }

    private static boolean getsSmall(int rows, int inputs, int outputs) {
        return isSmall(rows, inputs(rows, inputs, outputs), outputs);
    }

    private static boolean isSmall(int rows, int inputs, int outputs) {
        return (double) rows * inputs * outputs <= SMALL_PRODUCT;
    }
}
