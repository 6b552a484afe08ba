package org.millrace.model.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KswinTest {

    @Test
    void comparesEmpiricalDistributions() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            double[] first =
                    random.doubles(30).map(x -> Math.floor(8 * x)).sorted().toArray();
            double[] second =
                    random.doubles(30).map(x -> Math.floor(9 * x)).sorted().toArray();
            double greatest = 0;
            for (double value = -1; value <= 9; value++) {
                greatest = Math.max(greatest, Math.abs(shareUpTo(value, first) - shareUpTo(value, second)));
            }
            assertThat(Kswin.distance(first, second)).isCloseTo(greatest, within(1e-12));
        }
    }

    private static double shareUpTo(double value, double[] values) {
        return Arrays.stream(values).filter(x -> x <= value).count() / (double) values.length;
    }

    @Test
    void noticesAChangeOfTheSpreadAlone() {
        double[] values = normal(1, 4_000, 2_000, 4);
        assertThat(Streams.alarms(new Kswin(1), values))
                .isNotEmpty()
                .allMatch(place -> place >= 2_000 && place < 2_300);
    }

    @Test
    void noticesAFallOfTheMean() {
        double[] values = Streams.errors(2, 4_000, 2_000, 0.9, 0.1);
        assertThat(Streams.alarms(new Kswin(1), values))
                .isNotEmpty()
                .allMatch(place -> place >= 2_000 && place < 2_300);
    }

    @Test
    void drawsItsSamplesBySeed() {
        double[] values = normal(3, 4_000, 2_000, 1.6);
        assertThat(Streams.alarms(new Kswin(0.02, 100, 30, 1), values))
                .isEqualTo(Streams.alarms(new Kswin(0.02, 100, 30, 1), values))
                .isNotEqualTo(Streams.alarms(new Kswin(0.02, 100, 30, 2), values));
    }

    private static double[] normal(long seed, int length, int place, double deviation) {
        Random random = new Random(seed);
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextGaussian() * (i < place ? 1 : deviation);
        }
        return values;
    }
}
