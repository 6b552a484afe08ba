package org.millrace.model;

/**
 * Into what pieces a product over examples and inputs is cut to be fast. Up to a million multiplications OpenBLAS has
 * kernels for AVX-512 that use the matrices as they lie in memory; beyond, it first copies them into panels, which costs
 * more than it gains where the matrices are in cache. A product is therefore cut along its inputs and, where these pieces
 * would get too thin, along its examples as well. A product of which even 64 examples would need thin pieces stays whole.
 *
 * @param rows examples at a time
 * @param inputs inputs at a time
 */
record Pieces(int rows, int inputs) {

    /** The most multiplications of what OpenBLAS takes for a small product. */
    private static final long SMALL_PRODUCT = 1_000_000;

    private static final long PIECE = SMALL_PRODUCT / 2;
    private static final int INPUTS_UNIT = 16;
    private static final int LEAST_INPUTS = 32;
    private static final int ROWS = 64;

    /** The pieces of a product over so many examples and inputs with so many outputs. */
    static Pieces of(int rows, int inputs, int outputs) {
        Pieces ofAllRows = new Pieces(rows, inputsAtATime(rows, inputs, outputs));
        if (rows <= ROWS || ofAllRows.areSmall(outputs)) {
            return ofAllRows;
        }
        Pieces ofSomeRows = new Pieces(ROWS, inputsAtATime(ROWS, inputs, outputs));
        return ofSomeRows.areSmall(outputs) ? ofSomeRows : ofAllRows;
    }

    private static int inputsAtATime(int rows, int inputs, int outputs) {
        if (new Pieces(rows, inputs).areSmall(outputs)) {
            return inputs;
        }
        long piece = PIECE / ((long) rows * outputs) / INPUTS_UNIT * INPUTS_UNIT;
        return piece < LEAST_INPUTS ? inputs : (int) Math.min(piece, inputs);
    }

    private boolean areSmall(int outputs) {
        return (double) rows * inputs * outputs <= SMALL_PRODUCT;
    }
}
