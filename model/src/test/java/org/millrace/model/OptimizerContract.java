package org.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.millrace.model.math.RandomState;
import org.millrace.model.optimizer.Optimizer;
import org.millrace.model.optimizer.UpdateRule;

/** What every optimizer promises. */
public interface OptimizerContract {

    int LENGTH = 37;

    Optimizer optimizer();

    @Test
    default void findsTheBottomOfABowl() {
        float[] parameters = start();
        float[][] moments = moments(LENGTH);
        for (int step = 1; step <= 4000; step++) {
            float[] gradient = parameters.clone();
            optimizer().at(step, 0.01).update(parameters, gradient, moments, LENGTH);
        }
        for (float parameter : parameters) {
            assertThat(parameter).isCloseTo(0, within(0.3f));
        }
    }

    @Test
    default void doesTheSameBlockByBlock() {
        float[] whole = start();
        float[] parts = start();
        float[][] moments = moments(LENGTH);
        float[][] left = moments(20);
        float[][] right = moments(LENGTH - 20);
        for (int step = 1; step <= 50; step++) {
            float[] gradient = gradient(step);
            optimizer().at(step, 0.05).update(whole, gradient.clone(), moments, LENGTH);
            float[] first = Arrays.copyOfRange(parts, 0, 20);
            float[] second = Arrays.copyOfRange(parts, 20, LENGTH);
            UpdateRule rule = optimizer().at(step, 0.05);
            rule.update(first, Arrays.copyOfRange(gradient, 0, 20), left, 20);
            rule.update(second, Arrays.copyOfRange(gradient, 20, LENGTH), right, LENGTH - 20);
            System.arraycopy(first, 0, parts, 0, 20);
            System.arraycopy(second, 0, parts, 20, LENGTH - 20);
        }
        assertThat(parts).isEqualTo(whole);
    }

    @Test
    default void leavesWhatLiesBeyondTheBlockAlone() {
        float[] parameters = start();
        float[][] moments = moments(LENGTH);
        optimizer().at(1, 0.1).update(parameters, gradient(1), moments, 10);
        assertThat(Arrays.copyOfRange(parameters, 10, LENGTH)).isEqualTo(Arrays.copyOfRange(start(), 10, LENGTH));
        for (float[] moment : moments) {
            assertThat(Arrays.copyOfRange(moment, 10, LENGTH)).containsOnly(0f);
        }
    }

    @Test
    default void remembersNothingSubnormal() {
        float[] parameters = start();
        float[][] moments = moments(LENGTH);
        optimizer().at(1, 1e-3).update(parameters, gradient(1), moments, LENGTH);
        for (int step = 2; step < 3000; step++) {
            optimizer().at(step, 1e-3).update(parameters, new float[LENGTH], moments, LENGTH);
        }
        for (float[] moment : moments) {
            for (float value : moment) {
                assertThat(value == 0 || Math.abs(value) >= Float.MIN_NORMAL).isTrue();
            }
        }
    }

    @Test
    default void remembersNothingSubnormalOfTinyGradients() {
        float[] parameters = start();
        float[][] moments = moments(LENGTH);
        for (int step = 1; step <= 10; step++) {
            float[] gradient = gradient(step);
            for (int i = 0; i < LENGTH; i++) {
                gradient[i] *= 1e-20f;
            }
            optimizer().at(step, 1e-3).update(parameters, gradient, moments, LENGTH);
        }
        for (float[] moment : moments) {
            for (float value : moment) {
                assertThat(value == 0 || Math.abs(value) >= Float.MIN_NORMAL).isTrue();
            }
        }
    }

    private float[][] moments(int length) {
        return new float[optimizer().moments()][length];
    }

    private static float[] start() {
        float[] values = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            values[i] = (i - 18) * 0.05f;
        }
        return values;
    }

    private static float[] gradient(int step) {
        RandomState random = new RandomState(step);
        float[] values = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
