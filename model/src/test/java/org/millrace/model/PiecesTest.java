package org.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PiecesTest {

    @Test
    void leavesASmallProductWhole() {
        assertThat(Pieces.of(8, 784, 128)).isEqualTo(new Pieces(8, 784));
        assertThat(Pieces.of(1024, 20, 32)).isEqualTo(new Pieces(1024, 20));
    }

    @Test
    void cutsManyInputs() {
        assertThat(Pieces.of(64, 784, 128)).isEqualTo(new Pieces(64, 48));
        assertThat(Pieces.of(1024, 128, 10)).isEqualTo(new Pieces(1024, 48));
    }

    @Test
    void cutsManyExamplesWhereTheirInputsWouldBeCutTooThin() {
        assertThat(Pieces.of(256, 784, 128)).isEqualTo(new Pieces(64, 48));
        assertThat(Pieces.of(250, 500, 100)).isEqualTo(new Pieces(64, 64));
        assertThat(Pieces.of(4096, 20, 32)).isEqualTo(new Pieces(64, 20));
    }

    @Test
    void leavesAProductWholeOfWhichEvenFewExamplesWouldBeCutTooThin() {
        assertThat(Pieces.of(64, 1024, 1024)).isEqualTo(new Pieces(64, 1024));
        assertThat(Pieces.of(1024, 1024, 1024)).isEqualTo(new Pieces(1024, 1024));
    }
}
