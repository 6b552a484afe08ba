package org.millrace.jobs.train;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a job starts with, besides its configuration.
 *
 * @param savepoint path or URI of a savepoint or a retained checkpoint to go on from
 * @param reset see {@link org.millrace.operators.train.Run#reset}; empty to keep the learner
 */
public record Start(Optional<String> savepoint, String reset) {

    /** With nothing read and nothing learned. */
    public static final Start ANEW = new Start(Optional.empty(), TrainPlan.KEEP_LEARNER);

    public Start {
        requireNonNull(savepoint, "savepoint");
        requireNonNull(reset, "reset");
    }
}
