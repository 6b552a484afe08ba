package org.millrace.operators.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StreamTimeTest {

    private static final long NOW = 1_790_000_000_000L;

    @Test
    void isTheTimestampOnALiveTopicAndInTheFirstPass() {
        assertThat(StreamTime.of(Phase.LIVE, 1, NOW)).isEqualTo(NOW);
        assertThat(StreamTime.of(Phase.TRAINING, 1, NOW)).isEqualTo(NOW);
    }

    @Test
    void putsPassesOneAfterTheOtherAndTheTestLast() {
        assertThat(List.of(
                        StreamTime.of(Phase.TRAINING, 1, NOW),
                        StreamTime.endOf(Phase.TRAINING, 1),
                        StreamTime.of(Phase.TRAINING, 2, 0),
                        StreamTime.of(Phase.TRAINING, 2, NOW),
                        StreamTime.of(Phase.TRAINING, 100_000, NOW),
                        StreamTime.endOf(Phase.TRAINING, 100_000),
                        StreamTime.of(Phase.TEST, 1, 0),
                        StreamTime.endOf(Phase.TEST, 1)))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void keepsTimestampsOutOfRangeWithinTheirPass() {
        assertThat(StreamTime.of(Phase.TRAINING, 2, -1)).isEqualTo(StreamTime.of(Phase.TRAINING, 2, 0));
        assertThat(StreamTime.of(Phase.TRAINING, 2, Long.MAX_VALUE)).isLessThan(StreamTime.endOf(Phase.TRAINING, 2));
    }
}
