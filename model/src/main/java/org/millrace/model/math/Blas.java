package org.millrace.model.math;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sdot;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sger;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_full;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The matrix products of a dense layer, on row-major float32 buffers outside the heap, through OpenBLAS.
 *
 * <p>BLAS is set to one thread when this class loads: a learner is single-threaded and learners run side by side, so more
 * threads would only fight over the cores. A batch of one goes to the matrix-vector routines.
 */
public final class Blas {

    static {
        // ND4J sets its own number of threads when it starts, so it has to start first.
        Nd4j.getExecutioner();
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
        openblas_nolapack.blas_set_num_threads(1);
    }

    private Blas() {}

    /** The OpenBLAS kernel in use, which depends on the processor, for example {@code Cooperlake}. */
    public static String kernel() {
        return openblas_full.openblas_get_corename().getString();
    }

    /** How OpenBLAS describes itself: version and build options. */
    public static String version() {
        return openblas_full.openblas_get_config().getString().strip();
    }

    /** C [rows, outputs] = X [rows, inputs] · W [inputs, outputs]. */
    public static void multiply(FloatPointer x, FloatPointer w, FloatPointer c, int rows, int inputs, int outputs) {
        if (rows == 1) {
            cblas_sgemv(CblasRowMajor, CblasTrans, inputs, outputs, 1f, w, outputs, x, 1, 0f, c, 1);
            return;
        }
        int mostRows = Pieces.rows(rows, inputs, outputs);
        int mostInputs = Pieces.inputs(mostRows, inputs, outputs);
        for (int row = 0; row < rows; row += mostRows) {
            for (int from = 0; from < inputs; from += mostInputs) {
                cblas_sgemm(
                        CblasRowMajor,
                        CblasNoTrans,
                        CblasNoTrans,
                        Math.min(mostRows, rows - row),
                        outputs,
                        Math.min(mostInputs, inputs - from),
                        1f,
                        x.position((long) row * inputs + from),
                        inputs,
                        w.position((long) from * outputs),
                        outputs,
                        from == 0 ? 0f : 1f,
                        c.position((long) row * outputs),
                        outputs);
            }
        }
        x.position(0);
        w.position(0);
        c.position(0);
    }

    /** C [rows, inputs] = D [rows, outputs] · Wᵀ [outputs, inputs]. */
    public static void multiplyTransposed(
            FloatPointer d, FloatPointer w, FloatPointer c, int rows, int inputs, int outputs) {
        if (rows == 1) {
            cblas_sgemv(CblasRowMajor, CblasNoTrans, inputs, outputs, 1f, w, outputs, d, 1, 0f, c, 1);
        } else {
            cblas_sgemm(
                    CblasRowMajor,
                    CblasNoTrans,
                    CblasTrans,
                    rows,
                    inputs,
                    outputs,
                    1f,
                    d,
                    outputs,
                    w,
                    outputs,
                    0f,
                    c,
                    inputs);
        }
    }

    /** G [inputs, outputs] = Xᵀ [inputs, rows] · D [rows, outputs], where a row of X takes up {@code stride} values. */
    public static void outer(
            FloatPointer x, int stride, FloatPointer d, FloatPointer g, int rows, int inputs, int outputs) {
        transposedProduct(1f, x, stride, d, 0f, g, rows, inputs, outputs);
    }

    /** W [inputs, outputs] += factor · Xᵀ [inputs, rows] · D [rows, outputs]. */
    public static void addOuter(
            float factor, FloatPointer x, FloatPointer d, FloatPointer w, int rows, int inputs, int outputs) {
        if (rows == 1) {
            cblas_sger(CblasRowMajor, inputs, outputs, factor, x, 1, d, 1, w, outputs);
            return;
        }
        transposedProduct(factor, x, inputs, d, 1f, w, rows, inputs, outputs);
    }

    /** The sum of the squares of {@code length} values, in float32: infinite when it overflows. */
    public static float squares(FloatPointer values, int length) {
        return cblas_sdot(length, values, 1, values, 1);
    }

    private static void transposedProduct(
            float alpha,
            FloatPointer x,
            int stride,
            FloatPointer d,
            float beta,
            FloatPointer g,
            int rows,
            int inputs,
            int outputs) {
        int mostRows = Pieces.rows(rows, inputs, outputs);
        int mostInputs = Pieces.inputs(mostRows, inputs, outputs);
        long start = x.position();
        for (int from = 0; from < inputs; from += mostInputs) {
            for (int row = 0; row < rows; row += mostRows) {
                cblas_sgemm(
                        CblasRowMajor,
                        CblasTrans,
                        CblasNoTrans,
                        Math.min(mostInputs, inputs - from),
                        outputs,
                        Math.min(mostRows, rows - row),
                        alpha,
                        x.position(start + (long) row * stride + from),
                        stride,
                        d.position((long) row * outputs),
                        outputs,
                        row == 0 ? beta : 1f,
                        g.position((long) from * outputs),
                        outputs);
            }
        }
        x.position(start);
        d.position(0);
        g.position(0);
    }
}
