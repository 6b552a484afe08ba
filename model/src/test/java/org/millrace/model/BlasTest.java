package org.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.junit.jupiter.api.Test;

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
}
