package org.millrace.jobs.produce;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps records to a rate. Record n is due n / rate after the first; who was held up for longer than a second does not catch up,
 * so that a broker that comes back is not flooded.
 */
final class Pace {

    static final double GREATEST_RATE = 10_000_000;

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

    private final OptionalDouble rate;
    private final LongSupplier clock;
    private final Sleep sleep;
    private long start;
    private long records;

    /** Lets time pass. */
    @FunctionalInterface
    interface Sleep {
        void nanoseconds(long time) throws InterruptedException;
    }

    /**
     * @param rate records per second; empty for no limit
     * @param clock nanoseconds since some moment
     */
    Pace(OptionalDouble rate, LongSupplier clock, Sleep sleep) {
        this.rate = requireNonNull(rate, "rate");
        this.clock = requireNonNull(clock, "clock");
        this.sleep = requireNonNull(sleep, "sleep");
    }

    /** By the clock of this machine. */
    static Pace of(OptionalDouble rate) {
        return new Pace(rate, System::nanoTime, TimeUnit.NANOSECONDS::sleep);
    }

    /** Waits until the next record is due. */
    void await() throws InterruptedException {
        if (rate.isEmpty()) {
            return;
        }
        long now = clock.getAsLong();
        long due = start + Math.round(records * 1e9 / rate.getAsDouble());
        if (records == 0 || now - due > PATIENCE) {
            start = now;
            records = 0;
        } else if (due > now) {
            sleep.nanoseconds(due - now);
        }
        records++;
    }
}
