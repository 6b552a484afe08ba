package org.millrace.jobs.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.millrace.operators.format.LabelledExample;

class ShuffledPartTest {

    @Test
    void theSameSeedGivesTheSameOrderOnEveryMachine() {
        assertThat(ids(numbered(10).shuffled(42))).containsExactly("4", "6", "2", "1", "7", "9", "8", "5", "3", "0");
    }

    @Test
    void holdsEveryExampleOnce() {
        Dataset.Part part = numbered(1000);

        assertThat(ids(part.shuffled(7)))
                .containsExactlyInAnyOrderElementsOf(ids(part))
                .isNotEqualTo(ids(part));
    }

    @Test
    void anotherSeedGivesAnotherOrder() {
        assertThat(ids(numbered(100).shuffled(1)))
                .isNotEqualTo(ids(numbered(100).shuffled(2)));
    }

    @Test
    void takesPartsThatHaveNothingToShuffle() {
        assertThat(ids(numbered(0).shuffled(1))).isEmpty();
        assertThat(ids(numbered(1).shuffled(1))).containsExactly("0");
    }

    private static Dataset.Part numbered(int size) {
        return Table.of(IntStream.range(0, size)
                .mapToObj(number -> LabelledExample.of(String.valueOf(number), new float[] {number}, 0))
                .toList());
    }

    private static List<String> ids(Dataset.Part part) {
        return IntStream.range(0, part.size())
                .mapToObj(index -> part.get(index).id().orElseThrow())
                .toList();
    }
}
