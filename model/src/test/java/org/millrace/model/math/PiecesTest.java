package org.millrace.model.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PiecesTest {

    @Test
    void leavesASmallProductWhole() {
        assertPieces(8, 784, 128, 8, 784);
        assertPieces(1024, 20, 32, 1024, 20);
    }

    @Test
    void cutsManyInputs() {
        assertPieces(64, 784, 128, 64, 48);
        assertPieces(1024, 128, 10, 1024, 48);
    }

    @Test
    void cutsManyExamplesWhereTheirInputsWouldBeCutTooThin() {
        assertPieces(256, 784, 128, 64, 48);
        assertPieces(250, 500, 100, 64, 64);
        assertPieces(4096, 20, 32, 64, 20);
    }

    @Test
    void leavesAProductWholeOfWhichEvenFewExamplesWouldBeCutTooThin() {
        assertPieces(64, 1024, 1024, 64, 1024);
        assertPieces(1024, 1024, 1024, 1024, 1024);
    }

    private static void assertPieces(int rows, int inputs, int outputs, int rowsAtATime, int inputsAtATime) {
        assertThat(Pieces.rows(rows, inputs, outputs)).isEqualTo(rowsAtATime);
        assertThat(Pieces.inputs(rowsAtATime, inputs, outputs)).isEqualTo(inputsAtATime);
    }
}
