package org.millrace.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millrace.model.math.RandomState;

class InitializationTest {

    private static final int INPUTS = 200;
    private static final int OUTPUTS = 100;

    @ParameterizedTest
    @EnumSource(Initialization.class)
    void hasItsVariance(Initialization initialization) {
        float[] weights = new float[INPUTS * OUTPUTS];
        initialization.fill(weights, INPUTS, OUTPUTS, new RandomState(1));
        double mean = 0;
        double squares = 0;
        for (float weight : weights) {
            mean += weight / weights.length;
            squares += (double) weight * weight / weights.length;
        }
        double expectedMean = initialization == Initialization.CONSTANT ? Initialization.CONSTANT_VALUE : 0;
        double variance = initialization.variance(INPUTS, OUTPUTS);
        assertThat(mean).isCloseTo(expectedMean, within(4 * Math.sqrt(variance / weights.length) + 1e-8));
        assertThat(squares - mean * mean).isCloseTo(variance, within(0.05 * variance + 1e-8));
    }

    @ParameterizedTest
    @EnumSource(Initialization.class)
    void givesTheSameWeightsForTheSameSeed(Initialization initialization) {
        float[] one = new float[100];
        float[] other = new float[100];
        initialization.fill(one, 10, 10, new RandomState(7));
        initialization.fill(other, 10, 10, new RandomState(7));
        assertThat(one).isEqualTo(other);
    }
}
