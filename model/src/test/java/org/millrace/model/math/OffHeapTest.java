package org.millrace.model.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class OffHeapTest {

    private static final int LENGTH = 1 << 20;
    private static final long LIMIT = 256L << 20;

    @Test
    void startsWithZeros() {
        for (int i = 0; i < 20; i++) {
            try (OffHeap values = new OffHeap(LENGTH)) {
                assertThat(values.squares(0, LENGTH)).isZero();
                values.put(0, new float[] {i + 1}, 0, 1);
            }
        }
    }

    @Test
    void isFreedWhenItIsClosed() {
        OffHeap values = new OffHeap(LENGTH);
        assertThat(values.pointer().isNull()).isFalse();
        values.close();
        values.close();
        assertThat(values.pointer().isNull()).isTrue();
    }

    @Test
    void outlivesAPointerScopeOfItsCaller() {
        OffHeap values;
        try (PointerScope scope = new PointerScope()) {
            values = new OffHeap(LENGTH);
            assertThat(scope).isSameAs(PointerScope.getInnerScope());
        }
        assertThat(values.pointer().isNull()).isFalse();
        values.put(LENGTH - 1, new float[] {7}, 0, 1);
        assertThat(values.squares(0, LENGTH)).isEqualTo(49);
        values.close();
        assertThat(values.pointer().isNull()).isTrue();
    }

    /** The limit is set for the tests of this module. */
    @Test
    void isFreedWhenItIsGarbageBeforeTheLimitIsPassed() {
        assertThat(Pointer.maxBytes()).isEqualTo(LIMIT);
        long most = 0;
        for (int i = 0; i < 512; i++) {
            OffHeap forgotten = new OffHeap(LENGTH);
            assertThat(forgotten.length()).isEqualTo(LENGTH);
            most = Math.max(most, Pointer.totalBytes());
        }
        assertThat(most).isBetween(LIMIT / 2, LIMIT);
    }

    @Test
    void isSeenByNd4jWhereItLies() {
        try (OffHeap values = new OffHeap(4)) {
            values.put(0, new float[] {1, 2, 3, 4}, 0, 4);
            try (INDArray array = values.array()) {
                assertThat(array.toFloatVector()).containsExactly(1, 2, 3, 4);
                array.putScalar(2, 30);
            }
            float[] seen = new float[4];
            values.get(0, seen, 0, 4);
            assertThat(seen).containsExactly(1, 2, 30, 4);
        }
    }

    @Test
    void refusesWhatADirectBufferCannotHold() {
        assertThatThrownBy(() -> new OffHeap(OffHeap.MOST_VALUES + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("values outside the heap must be at most 536870911: 536870912");
    }
}
