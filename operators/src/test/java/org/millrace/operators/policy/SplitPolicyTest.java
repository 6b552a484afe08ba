package org.millrace.operators.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.millrace.operators.policy.SplitPolicy.TestBy;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.Split;

class SplitPolicyTest {

    private static SplitPolicy policy(int every, int window, double fraction, TestBy by) {
        return new SplitPolicy(every, window, fraction, by, "");
    }

    private static Place at(long offset) {
        return new Place("examples", 3, offset);
    }

    @Test
    void holdsOutTheLastOffsetsOfEachCycle() {
        SplitPolicy policy = policy(5, 2, 0, TestBy.PLACE);

        List<Split> splits = LongStream.range(0, 10)
                .mapToObj(offset -> policy.split(at(offset), "any"))
                .toList();

        assertThat(splits.subList(0, 5))
                .containsExactly(Split.TRAINING, Split.TRAINING, Split.TRAINING, Split.VALIDATION, Split.VALIDATION);
        assertThat(splits.subList(5, 10)).isEqualTo(splits.subList(0, 5));
    }

    @Test
    void holdsOutNothingWithoutWindowAndFraction() {
        SplitPolicy policy = policy(5, 0, 0, TestBy.PLACE);

        assertThat(LongStream.range(0, 100).mapToObj(offset -> policy.split(at(offset), "any")))
                .containsOnly(Split.TRAINING);
    }

    @Test
    void holdsOutTheFractionForTheTestByPlace() {
        SplitPolicy policy = policy(10, 1, 0.25, TestBy.PLACE);

        long tests = LongStream.range(0, 100_000)
                .filter(offset -> policy.split(at(offset), "the same id") == Split.TEST)
                .count();

        assertThat(tests / 100_000.0).isCloseTo(0.25, within(0.005));
    }

    @Test
    void holdsOutTheFractionForTheTestById() {
        SplitPolicy policy = policy(10, 1, 0.25, TestBy.ID);

        long tests = LongStream.range(0, 100_000)
                .filter(i -> policy.split(at(0), "id-" + i) == Split.TEST)
                .count();

        assertThat(tests / 100_000.0).isCloseTo(0.25, within(0.005));
    }

    @Test
    void keepsAllRecordsOfAnIdOnTheSameSideOfTheTest() {
        SplitPolicy policy = policy(10, 1, 0.5, TestBy.ID);

        for (int id = 0; id < 50; id++) {
            List<Boolean> sides = new ArrayList<>();
            for (long offset = 0; offset < 50; offset++) {
                sides.add(policy.split(at(offset), "id-" + id) == Split.TEST);
            }
            assertThat(sides).containsOnly(sides.get(0));
        }
    }

    @Test
    void splitsByPlaceAsWasPublished() {
        // Another hash would move examples between the splits of running jobs.
        SplitPolicy policy = policy(10, 2, 0.3, TestBy.PLACE);

        List<Long> tests = LongStream.range(0, 20)
                .filter(offset -> policy.split(at(offset), "any") == Split.TEST)
                .boxed()
                .toList();

        assertThat(tests).containsExactly(0L, 3L, 4L, 5L, 6L, 7L, 12L, 15L, 16L);
    }

    @Test
    void takesTheWholeTestTopicForTheTestAndNothingElse() {
        SplitPolicy policy = new SplitPolicy(2, 1, 0.5, TestBy.PLACE, "examples-test");

        assertThat(LongStream.range(0, 100)
                        .mapToObj(offset -> policy.split(new Place("examples-test", 0, offset), "x")))
                .containsOnly(Split.TEST);
        assertThat(LongStream.range(0, 100).mapToObj(offset -> policy.split(at(offset), "x")))
                .containsOnly(Split.TRAINING, Split.VALIDATION);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> policy(1, 0, 0, TestBy.ID))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("every must be at least 2: 1");
        assertThatThrownBy(() -> policy(10, 10, 0, TestBy.ID))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("window must be in [0, 10): 10");
        assertThatThrownBy(() -> policy(10, 1, Double.NaN, TestBy.ID))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("test fraction must be in [0, 1): NaN");
        assertThatThrownBy(() -> policy(10, 1, 0, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("testBy");
    }
}
