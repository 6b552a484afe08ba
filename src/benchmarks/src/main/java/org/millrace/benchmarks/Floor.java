package org.millrace.benchmarks;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sger;

import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.millrace.model.math.Blas;

/**
 * The matrix products of one training step and nothing else, through the same BLAS: what no learner can be faster than.
 * A batch of one uses the matrix-vector routines, as the learner does.
 */
final class Floor implements AutoCloseable {

    static {
        // Loading it sets one BLAS thread, which the learner has too.
        Blas.kernel();
    }

    private static final float RATE = -1e-9f;

    private final int rows;
    private final int[] widths;
    private final FloatPointer[] values;
    private final FloatPointer[] deltas;
    private final FloatPointer[] weights;

    Floor(Network network, int rows) {
        this.rows = rows;
        widths = network.widths();
        values = new FloatPointer[widths.length];
        deltas = new FloatPointer[widths.length];
        weights = new FloatPointer[widths.length];
        Random random = new Random(1);
        for (int layer = 0; layer < widths.length; layer++) {
            values[layer] = filled((long) rows * widths[layer], random);
            deltas[layer] = filled((long) rows * widths[layer], random);
            weights[layer] = filled(layer == 0 ? 1 : (long) widths[layer - 1] * widths[layer], random);
        }
    }

    void step() {
        int last = widths.length - 1;
        for (int layer = 1; layer <= last; layer++) {
            forward(layer);
        }
        for (int layer = last; layer > 1; layer--) {
            backward(layer);
        }
        for (int layer = 1; layer <= last; layer++) {
            update(layer);
        }
    }

    private void forward(int layer) {
        int in = widths[layer - 1];
        int out = widths[layer];
        FloatPointer x = values[layer - 1];
        if (rows == 1) {
            cblas_sgemv(CblasRowMajor, CblasTrans, in, out, 1f, weights[layer], out, x, 1, 0f, values[layer], 1);
        } else {
            gemm(CblasNoTrans, CblasNoTrans, rows, out, in, 1f, x, in, weights[layer], out, 0f, values[layer], out);
        }
    }

    private void backward(int layer) {
        int in = widths[layer - 1];
        int out = widths[layer];
        FloatPointer below = deltas[layer - 1];
        if (rows == 1) {
            cblas_sgemv(CblasRowMajor, CblasNoTrans, in, out, 1f, weights[layer], out, deltas[layer], 1, 0f, below, 1);
        } else {
            gemm(CblasNoTrans, CblasTrans, rows, in, out, 1f, deltas[layer], out, weights[layer], out, 0f, below, in);
        }
    }

    private void update(int layer) {
        int in = widths[layer - 1];
        int out = widths[layer];
        FloatPointer x = values[layer - 1];
        if (rows == 1) {
            cblas_sger(CblasRowMajor, in, out, RATE, x, 1, deltas[layer], 1, weights[layer], out);
        } else {
            gemm(CblasTrans, CblasNoTrans, in, out, rows, RATE, x, in, deltas[layer], out, 1f, weights[layer], out);
        }
    }

    private static void gemm(
            int transposeA,
            int transposeB,
            int m,
            int n,
            int k,
            float alpha,
            FloatPointer a,
            int lda,
            FloatPointer b,
            int ldb,
            float beta,
            FloatPointer c,
            int ldc) {
        cblas_sgemm(CblasRowMajor, transposeA, transposeB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
    }

    private static FloatPointer filled(long length, Random random) {
        FloatPointer pointer = new FloatPointer(length);
        for (long i = 0; i < length; i++) {
            pointer.put(i, 0.01f * random.nextFloat());
        }
        return pointer;
    }

    @Override
    public void close() {
        for (int layer = 0; layer < widths.length; layer++) {
            values[layer].close();
            deltas[layer].close();
            weights[layer].close();
        }
    }
}
