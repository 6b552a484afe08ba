package org.millrace.model.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessMemoryTest {

    private static final int FLOATS = 24 << 20;

    @Test
    void seesWhatLiesOutsideTheHeap() {
        long before = ProcessMemory.residentBytes();
        try (OffHeap memory = new OffHeap(FLOATS)) {
            memory.put(0, new float[] {1}, 0, 1);

            // Half of it, for what else may come and go meanwhile.
            assertThat(ProcessMemory.residentBytes() - before).isGreaterThan((long) FLOATS * Float.BYTES / 2);
        }
    }
}
