package org.millrace.jobs.produce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {

    private long now = 5_000;
    private long slept;
    private final Pace pace = new Pace(OptionalDouble.of(100), () -> now, this::sleep);

    private void sleep(long nanoseconds) {
        assertThat(nanoseconds).isPositive();
        now += nanoseconds;
        slept += nanoseconds;
    }

    @Test
    void writesAsManyASecondAsIsAskedFor() throws InterruptedException {
        for (int record = 0; record < 1_001; record++) {
            pace.await();
        }

        // The first is due at once, and the thousandth after it ten seconds later.
        assertThat(now - 5_000).isEqualTo(TimeUnit.SECONDS.toNanos(10));
    }

    @Test
    void makesUpForAShortDelay() throws InterruptedException {
        pace.await();
        now += TimeUnit.MILLISECONDS.toNanos(500);
        for (int record = 1; record <= 100; record++) {
            pace.await();
        }

        assertThat(now - 5_000).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void doesNotFloodABrokerThatWasAway() throws InterruptedException {
        pace.await();
        now += TimeUnit.SECONDS.toNanos(60);
        for (int record = 0; record <= 100; record++) {
            pace.await();
        }

        assertThat(slept).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void doesNotWaitWithoutARate() throws InterruptedException {
        Pace unlimited = new Pace(OptionalDouble.empty(), () -> now, this::sleep);

        for (int record = 0; record < 1_000; record++) {
            unlimited.await();
        }

        assertThat(slept).isZero();
    }
}
