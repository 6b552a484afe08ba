package org.millrace.model.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.model.math.Features;
import org.millrace.model.math.RandomState;

/** What a feature's unit and its outliers do to the running mean and variance: next to nothing. */
class RunningStandardizationTest {

    private static final double LIMIT = 10;
    private static final int ROWS = 1000;

    private final ScalingScratch scratch = new ScalingScratch(1);

    @ParameterizedTest
    @CsvSource({"1e24, 1", "1e24, 64", "1e37, 64", "1e-30, 1", "1e-30, 64", "1e-40, 64", "1e7, 64"})
    void doesNotDependOnTheUnitOfFloats(double unit, int batch) {
        RunningStandardization scaler = new RunningStandardization(1);
        float[] values = new float[ROWS];
        RandomState random = new RandomState(3);
        for (int i = 0; i < ROWS; i++) {
            values[i] = (float) (unit * (3 + random.nextGaussian()));
        }
        learn(scaler, Features.of(values), batch);
        assertThat(scaler.mean(0) / unit).isCloseTo(3, within(0.1));
        assertThat(Math.sqrt(scaler.variance(0)) / unit).isCloseTo(1, within(0.05));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-140, 1e-30, 1, 1e24, 1e140})
    void doesNotDependOnTheUnitOfDoubles(double unit) {
        RunningStandardization scaler = new RunningStandardization(1);
        learn(scaler, new Features.Doubles(normal(unit, 4)), 16);
        assertThat(scaler.mean(0) / unit).isCloseTo(0, within(0.1));
        assertThat(Math.sqrt(scaler.variance(0)) / unit).isCloseTo(1, within(0.05));
    }

    @Test
    void tellsMillisecondsSinceTheEpochApart() {
        RunningStandardization scaler = new RunningStandardization(1);
        double[] times = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            times[i] = 1_767_225_600_000.0 + i;
        }
        learn(scaler, new Features.Doubles(times), 7);
        assertThat(scaler.mean(0)).isCloseTo(1_767_225_600_499.5, within(1e-3));
        assertThat(scaler.variance(0)).isCloseTo((ROWS * ROWS - 1) / 12.0, within(1e-3));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "5, 1", "15, 1", "16, 1", "500, 1", "0, 64", "20, 64", "500, 64"})
    void isNotRuinedByOneOutlier(int place, int batch) {
        for (boolean doubles : new boolean[] {false, true}) {
            RunningStandardization scaler = new RunningStandardization(1);
            double[] values = normal(1, 5);
            values[place] = 1e6;
            learn(scaler, features(values, doubles), batch);
            assertThat(scaler.mean(0)).isCloseTo(0, within(0.15));
            assertThat(Math.sqrt(scaler.variance(0))).isCloseTo(1, within(0.15));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void namesTheMostExtremeFeature(boolean doubles) {
        RunningStandardization scaler = new RunningStandardization(2);
        ScalingScratch two = new ScalingScratch(2);
        double[] values = normal(1, 6);
        scaler.update(features(values, doubles), ROWS / 2, LIMIT, two);
        assertThat(two.extremeFeature()).isEqualTo(-1);
        values[20] = 100;
        values[31] = -1000;
        scaler.update(features(values, doubles), ROWS / 2, LIMIT, two);
        assertThat(two.extremeFeature()).isEqualTo(1);
        assertThat(two.extremeScore()).isCloseTo(1000, within(100.0));
        scaler.update(features(normal(1, 7), doubles), ROWS / 2, LIMIT, two);
        assertThat(two.extremeFeature()).isEqualTo(-1);
    }

    @Test
    void followsAScaleThatReallyGrows() {
        RunningStandardization scaler = new RunningStandardization(1);
        learn(scaler, new Features.Doubles(normal(1, 8)), 1);
        learn(scaler, new Features.Doubles(normal(1e6, 9)), 1);
        assertThat(Math.sqrt(scaler.variance(0))).isBetween(0.4e6, 1.1e6);
    }

    @Test
    void takesInEverythingWithoutALimit() {
        RunningStandardization scaler = new RunningStandardization(1);
        double[] values = normal(1, 5);
        values[500] = 1e6;
        scaler.update(new Features.Doubles(values), ROWS, Double.POSITIVE_INFINITY, scratch);
        assertThat(scaler.mean(0)).isCloseTo(1000, within(1.0));
    }

    @Test
    void passesOverWhatIsMissing() {
        double[] values = normal(1, 10);
        double[] half = new double[2 * ROWS];
        for (int i = 0; i < ROWS; i++) {
            half[2 * i] = values[i];
            half[2 * i + 1] = Double.NaN;
        }
        RunningStandardization all = new RunningStandardization(1);
        RunningStandardization present = new RunningStandardization(1);
        all.update(new Features.Doubles(half), 2 * ROWS, LIMIT, scratch);
        present.update(new Features.Doubles(values), ROWS, LIMIT, scratch);
        assertThat(all.count(0)).isEqualTo(ROWS);
        assertThat(all.mean(0)).isCloseTo(present.mean(0), within(1e-12));
        assertThat(all.variance(0)).isCloseTo(present.variance(0), within(1e-12));
    }

    @Test
    void neverVariesWhereNothingVaries() {
        for (double value : new double[] {0.1, 1e-30, 1e24, -7}) {
            double[] constant = new double[ROWS];
            Arrays.fill(constant, value);
            for (boolean doubles : new boolean[] {false, true}) {
                RunningStandardization scaler = new RunningStandardization(1);
                learn(scaler, features(constant, doubles), 50);
                assertThat(scaler.variance(0)).isZero();
                double[] factor = new double[1];
                scaler.coefficients(new double[1], factor);
                assertThat(factor).containsExactly(1);
            }
        }
    }

    private void learn(RunningStandardization scaler, Features features, int batch) {
        double[] part = new double[batch];
        for (int from = 0; from < features.count(); from += batch) {
            int rows = Math.min(batch, features.count() - from);
            features.copyTo(part, from, rows);
            boolean finite = features instanceof Features.Doubles
                    ? scaler.update(new Features.Doubles(part), rows, LIMIT, scratch)
                    : scaler.update(features(part, false), rows, LIMIT, scratch);
            assertThat(finite).isTrue();
        }
    }

    private static Features features(double[] values, boolean doubles) {
        Features.Doubles numbers = new Features.Doubles(values);
        return doubles ? numbers : Features.of(numbers.toFloats());
    }

    private static double[] normal(double deviation, long seed) {
        RandomState random = new RandomState(seed);
        double[] values = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            values[i] = deviation * random.nextGaussian();
        }
        return values;
    }
}
