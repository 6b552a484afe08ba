package org.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SoakVerdictTest {

    private static final long MOST = SoakVerdict.MOST_RESIDENT_GROWTH;

    @Test
    void putsUpWithALittleGrowthOfTheProcess() {
        assertThat(new SoakVerdict(MOST, 0, 0).flat()).isTrue();
        assertThat(new SoakVerdict(-MOST, -1, 0).flat()).isTrue();
        assertThat(new SoakVerdict(MOST + 1, 0, 0).flat()).isFalse();
    }

    @Test
    void putsUpWithNoGrowthOutsideTheHeap() {
        assertThat(new SoakVerdict(0, 1, 0).flat()).isFalse();
    }

    @Test
    void wantsEveryStepToLearn() {
        assertThat(new SoakVerdict(0, 0, 1).flat()).isFalse();
    }

    @Test
    void saysWhatItIsBasedOn() {
        assertThat(new SoakVerdict(3 << 19, 0, 0).line())
                .isEqualTo("Flat: since the first fifth resident +1.5 MiB (allowed +16.0), off-heap +0 bytes; 0 steps"
                        + " refused");
        assertThat(new SoakVerdict(0, 40, 2).line())
                .isEqualTo(
                        "Not flat: since the first fifth resident +0.0 MiB (allowed +16.0), off-heap +40 bytes; 2 steps"
                                + " refused");
    }
}
