package org.millrace.model.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlasTest {

    private static final Set<String> WITHOUT_AVX2 = Set.of(
            "Prescott",
            "Katmai",
            "Coppermine",
            "Northwood",
            "Banias",
            "Core2",
            "Nehalem",
            "Penryn",
            "Dunnington",
            "Atom",
            "Athlon",
            "Opteron",
            "Opteron_SSE3",
            "Barcelona",
            "Bobcat",
            "Sandybridge",
            "Bulldozer",
            "Generic");

    @Test
    void usesAKernelThatKnowsTheProcessor() throws IOException {
        Path processors = Path.of("/proc/cpuinfo");
        assumeTrue(Files.exists(processors), "only Linux says what its processor can do");
        assumeTrue(Files.readString(processors).contains(" avx2 "), "the processor has no AVX2");
        assertThat(WITHOUT_AVX2).doesNotContain(Blas.kernel());
    }

    @Test
    void saysWhatItIs() {
        assertThat(Blas.version()).startsWith("OpenBLAS 0.3");
    }

    @Test
    void usesOneThread() {
        assertThat(Blas.kernel()).isNotEmpty();
        assertThat(openblas_nolapack.blas_get_num_threads()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60, 250})
    void multipliesPieceByPiece(int rows) {
        int inputs = 500;
        int outputs = 100;
        float[] x = values(rows * inputs, 1);
        float[] w = values(inputs * outputs, 2);
        float[] d = values(rows * outputs, 3);
        try (OffHeap left = offHeap(x);
                OffHeap weights = offHeap(w);
                OffHeap deltas = offHeap(d);
                OffHeap product = new OffHeap(rows * outputs);
                OffHeap gradient = offHeap(w)) {
            Blas.outer(left.pointer(), inputs, deltas.pointer(), gradient.pointer(), rows, inputs, outputs);
            Blas.multiply(left.pointer(), weights.pointer(), product.pointer(), rows, inputs, outputs);
            Blas.addOuter(-0.5f, left.pointer(), deltas.pointer(), weights.pointer(), rows, inputs, outputs);
            float[] actual = new float[rows * outputs];
            product.get(0, actual, 0, actual.length);
            float[] changed = new float[w.length];
            weights.get(0, changed, 0, changed.length);
            float[] written = new float[w.length];
            gradient.get(0, written, 0, written.length);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < outputs; j++) {
                    double sum = 0;
                    for (int k = 0; k < inputs; k++) {
                        sum += (double) x[i * inputs + k] * w[k * outputs + j];
                    }
                    assertThat((double) actual[i * outputs + j]).isCloseTo(sum, within(1e-3));
                }
            }
            for (int k = 0; k < inputs; k++) {
                for (int j = 0; j < outputs; j++) {
                    double sum = 0;
                    for (int i = 0; i < rows; i++) {
                        sum += (double) x[i * inputs + k] * d[i * outputs + j];
                    }
                    assertThat((double) changed[k * outputs + j])
                            .isCloseTo(w[k * outputs + j] - 0.5 * sum, within(1e-3));
                    assertThat((double) written[k * outputs + j]).isCloseTo(sum, within(1e-3));
                }
            }
        }
    }

    private static OffHeap offHeap(float[] values) {
        OffHeap copy = new OffHeap(values.length);
        copy.put(0, values, 0, values.length);
        return copy;
    }

    private static float[] values(int length, long seed) {
        RandomState random = new RandomState(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
