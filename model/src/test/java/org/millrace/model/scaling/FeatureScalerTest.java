package org.millrace.model.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.millrace.model.math.Features;
import org.millrace.model.math.RandomState;

class FeatureScalerTest {

    private static final int WIDTH = 3;
    private static final int ROWS = 500;

    private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

    private final ScalingScratch scratch = new ScalingScratch(WIDTH);

    @Test
    void findsTheMomentsOfATwoPassComputationWhateverTheBatches() {
        float[] features = features();
        for (int batch : new int[] {1, 7, 64, 500}) {
            RunningStandardization running = new RunningStandardization(WIDTH);
            for (int from = 0; from < ROWS; from += batch) {
                int rows = Math.min(batch, ROWS - from);
                float[] part = Arrays.copyOfRange(features, from * WIDTH, (from + rows) * WIDTH);
                assertThat(running.update(Features.of(part), rows, NO_LIMIT, scratch))
                        .isTrue();
            }
            assertThat(running.count(0)).isEqualTo(ROWS);
            for (int j = 0; j < WIDTH; j++) {
                double mean = mean(features, j);
                double variance = variance(features, j, mean);
                assertThat(running.mean(j)).isCloseTo(mean, within(1e-6 * Math.max(1, Math.abs(mean))));
                assertThat(running.variance(j)).isCloseTo(variance, within(1e-5 * variance));
            }
        }
    }

    @Test
    void onlyCentresAFeatureThatNeverVaries() {
        RunningStandardization running = new RunningStandardization(1);
        float[] constant = new float[200];
        Arrays.fill(constant, 0.1f);
        running.update(Features.of(constant), 200, NO_LIMIT, new ScalingScratch(1));
        double[] shift = new double[1];
        double[] factor = new double[1];
        assertThat(running.coefficients(shift, factor)).isTrue();
        assertThat(running.variance(0)).isZero();
        assertThat(shift[0]).isEqualTo((double) 0.1f);
        assertThat(factor[0]).isEqualTo(1);
    }

    @Test
    void saysWhenAFeatureIsNotFinite() {
        for (Scaling scaling : new Scaling[] {Scaling.STANDARDIZE, Scaling.MIN_MAX}) {
            for (float poison : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                FeatureScaler scaler = scaling.scaler(WIDTH);
                float[] features = features();
                features[50] = poison;
                assertThat(scaler.update(Features.of(features), ROWS, NO_LIMIT, scratch))
                        .as("%s %s", scaling, poison)
                        .isFalse();
            }
        }
    }

    @Test
    void findsTheLeastAndTheGreatest() {
        RunningMinMax running = new RunningMinMax(2);
        double[] shift = new double[2];
        double[] factor = new double[2];
        running.coefficients(shift, factor);
        assertThat(shift).containsExactly(0, 0);
        assertThat(factor).containsExactly(1, 1);
        ScalingScratch scratch = new ScalingScratch(2);
        running.update(Features.of(new float[] {1, 5, 3, 5}), 2, NO_LIMIT, scratch);
        running.update(Features.of(new float[] {-1, 5}), 1, NO_LIMIT, scratch);
        assertThat(running.coefficients(shift, factor)).isTrue();
        assertThat(shift).containsExactly(-1, 5);
        assertThat(factor).containsExactly(0.25, 1);
    }

    private static float[] features() {
        RandomState random = new RandomState(5);
        float[] features = new float[ROWS * WIDTH];
        for (int row = 0; row < ROWS; row++) {
            features[row * WIDTH] = (float) random.nextGaussian();
            features[row * WIDTH + 1] = (float) (1000 + random.nextGaussian());
            features[row * WIDTH + 2] = (float) (1e-3 * random.nextDouble());
        }
        return features;
    }

    private static double mean(float[] features, int j) {
        double sum = 0;
        for (int row = 0; row < ROWS; row++) {
            sum += features[row * WIDTH + j];
        }
        return sum / ROWS;
    }

    private static double variance(float[] features, int j, double mean) {
        double sum = 0;
        for (int row = 0; row < ROWS; row++) {
            sum += Math.pow(features[row * WIDTH + j] - mean, 2);
        }
        return sum / ROWS;
    }
}
