package org.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LearnerRowTest {

    @Test
    void standsUnderItsHeader() {
        LearnerRow row = new LearnerRow("784-128-10", OptimizerKind.SGD, 64, 204.54, 312_946, 216.53, 0.974, 38_264);
        assertThat(LearnerRow.HEADER)
                .isEqualTo("network           optimizer batch     µs/step   examples/s    floor µs  ÷ floor"
                        + "    DL4J ex/s  × DL4J");
        assertThat(row.line())
                .isEqualTo("784-128-10        sgd          64       204.5      312,946       216.5     0.97"
                        + "       38,264     8.2");
    }
}
