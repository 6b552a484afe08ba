package org.millrace.operators.policy;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * When a training batch is complete. Size and age depend on the examples alone; the idle timeout is the one rule that goes by the
 * clock, and with it the same examples may make other batches in another run.
 *
 * @param size examples of a training mini-batch, at least 1
 * @param maxAge milliseconds of event time from its first example after which a batch is closed though it is not full; 0:
 *     never
 * @param idleTimeout milliseconds by the clock without a record of the partition after which a batch is closed; 0: never
 */
public record BatchPolicy(int size, long maxAge, long idleTimeout) implements Serializable {

    public BatchPolicy {
        if (size < 1) {
            throw new IllegalArgumentException("batch size must be at least 1: " + size);
        }
        if (maxAge < 0) {
            throw new IllegalArgumentException("greatest age must not be negative: " + maxAge);
        }
        if (idleTimeout < 0) {
            throw new IllegalArgumentException("idle timeout must not be negative: " + idleTimeout);
        }
    }

    /** Batches are closed when they are full. */
    public static BatchPolicy ofSize(int size) {
        return new BatchPolicy(size, 0, 0);
    }

    public static BatchPolicy of(int size, Optional<Duration> maxAge, Optional<Duration> idleTimeout) {
        return new BatchPolicy(size, millis(maxAge), millis(idleTimeout));
    }

    private static long millis(Optional<Duration> duration) {
        return requireNonNull(duration, "duration").map(Duration::toMillis).orElse(0L);
    }
}
