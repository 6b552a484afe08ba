package org.millrace.jobs.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {

    @Test
    void drawsLossesOnALogarithmicScale() {
        assertThat(Curve.draw(List.of(10.0, 1.0, 0.1), 10)).isEqualTo("█▄▁");
    }

    @Test
    void drawsTheLastLossesThatFit() {
        assertThat(Curve.draw(List.of(1000.0, 2.0, 1.0), 2)).isEqualTo("█▁");
    }

    @Test
    void drawsALevelLine() {
        assertThat(Curve.draw(List.of(3.0, 3.0), 10)).isEqualTo("▁▁");
        assertThat(Curve.draw(List.of(0.0), 10)).isEqualTo("▁");
        assertThat(Curve.draw(List.of(), 10)).isEmpty();
    }
}
