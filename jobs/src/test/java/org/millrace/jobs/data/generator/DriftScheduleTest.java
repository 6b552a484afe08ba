package org.millrace.jobs.data.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.jobs.config.ConfigException;

class DriftScheduleTest {

    private final Random random = new Random(3);

    @Test
    void staysAsItIsWithoutDrifts() {
        assertThat(DriftSchedule.NONE.concept(0, random)).isZero();
        assertThat(DriftSchedule.NONE.concept(Long.MAX_VALUE / 2, random)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "99, 0", "100, 1", "249, 1", "250, 2", "349, 2", "350, 3", "449, 3", "450, 4", "100250, 1002"})
    void driftsAtTheListedPlacesAndThenEverySoOften(long example, long concept) {
        DriftSchedule schedule = new DriftSchedule(List.of(100L, 250L), OptionalLong.of(100), 0);

        assertThat(schedule.concept(example, random)).isEqualTo(concept);
        assertThat(schedule.drifts(example)).isEqualTo(concept);
    }

    @Test
    void driftsEverySoOftenFromTheStart() {
        DriftSchedule schedule = new DriftSchedule(List.of(), OptionalLong.of(1_000), 0);

        assertThat(schedule.concept(999, random)).isZero();
        assertThat(schedule.concept(1_000, random)).isEqualTo(1);
        assertThat(schedule.concept(5_999, random)).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        // 1 / (1 + e^(-4 (n - p) / w)) with p = 5,000 and w = 400.
        "4800, 0.11920",
        "4900, 0.26894",
        "5000, 0.5",
        "5100, 0.73106",
        "5200, 0.88080",
        "500, 0",
        "9500, 1",
    })
    void growsAsASigmoid(long example, double probability) {
        DriftSchedule schedule = new DriftSchedule(List.of(5_000L), OptionalLong.empty(), 400);

        long later = 0;
        for (int n = 0; n < 20_000; n++) {
            later += schedule.concept(example, random);
        }

        assertThat(later / 20_000.0).isCloseTo(probability, within(0.015));
    }

    @Test
    void overlapsNoFartherThanToTheNeighbours() {
        DriftSchedule schedule = new DriftSchedule(List.of(), OptionalLong.of(1_000), 900);

        long sum = 0;
        for (int n = 0; n < 20_000; n++) {
            sum += schedule.concept(50_500, random);
        }

        assertThat(sum / 20_000.0).isCloseTo(50, within(0.05));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0 | 0 | --drift must be numbers of examples that ascend from 1: [0]",
                "5 | 5 | 0 | --drift must be numbers of examples that ascend from 1: [5, 5]",
                "100 | 300 | -1 | --drift-width must not be negative: -1",
                "100 | 300 | 100 | --drift-width must be less than the least distance of two drifts, 100: 100",
            })
    void saysWhatIsWrong(long first, long second, long width, String message) {
        List<Long> places = first == 0 ? List.of(first) : List.of(first, second);

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new DriftSchedule(places, OptionalLong.empty(), width))
                .withMessage(message);
    }
}
