package org.millrace.benchmarks;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.millrace.model.math.Blas;
import org.millrace.model.math.OffHeap;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One product of a dense layer, C [rows, units] = X [rows, inputs] · W [inputs, units], by {@code Nd4j.gemm} and by the
 * learner's own call of BLAS. Both use one thread and the same OpenBLAS, so that the difference is the way there. After
 * {@code mvn package}, in this module's directory:
 *
 * <pre>{@code
 * java -cp 'target/millrace-benchmarks.jar:target/lib/*' org.openjdk.jmh.Main MatrixProducts
 * }</pre>
 *
 * <p>The least of the samples is the time to compare on a machine with other work to do.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xbatch")
public class MatrixProducts {

    /** Rows x inputs x units. */
    @Param({"1x784x128", "64x784x128", "64x20x32"})
    private String shape;

    private int rows;
    private int inputs;
    private int units;
    private OffHeap x;
    private OffHeap w;
    private OffHeap c;
    private INDArray xArray;
    private INDArray wArray;
    private INDArray result;

    @Setup
    public void setUp() {
        // Loading it sets one BLAS thread.
        Blas.kernel();
        int[] sizes =
                Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
        rows = sizes[0];
        inputs = sizes[1];
        units = sizes[2];
        x = ones(rows * inputs);
        w = ones(inputs * units);
        c = new OffHeap(rows * units);
        xArray = Nd4j.ones(rows, inputs);
        wArray = Nd4j.ones(inputs, units);
        // Nd4j.gemm takes a result in column-major order only.
        result = Nd4j.createUninitialized(new int[] {rows, units}, 'f');
    }

    private static OffHeap ones(int length) {
        float[] values = new float[length];
        Arrays.fill(values, 1f);
        OffHeap vector = new OffHeap(length);
        vector.put(0, values, 0, length);
        return vector;
    }

    @Benchmark
    public float blas() {
        Blas.multiply(x.pointer(), w.pointer(), c.pointer(), rows, inputs, units);
        return c.pointer().get(0);
    }

    @Benchmark
    public INDArray nd4j() {
        return Nd4j.gemm(xArray, wArray, result, false, false, 1, 0);
    }
}
