package org.millrace.model.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ExponentialTest {

    @Test
    void isCloseToTheRealOne() {
        for (double x = 0; x > -690; x -= 0.0137) {
            double expected = StrictMath.exp(x);
            assertThat(Exponential.ofNotPositive(x)).as("%s", x).isCloseTo(expected, within(1e-8 * expected));
        }
    }

    @Test
    void knowsTheEdges() {
        assertThat(Exponential.ofNotPositive(0)).isEqualTo(1);
        assertThat((float) Exponential.ofNotPositive(-1e9)).isZero();
        assertThat((float) Exponential.ofNotPositive(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Exponential.ofNotPositive(Double.NaN)).isNaN();
    }
}
