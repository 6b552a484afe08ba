package org.millrace.operators.policy;

import java.io.Serializable;

/**
 * How many dead letters a task may write within a minute, by the clock, before the job is to fail.
 *
 * @param perMinute 0 or more
 */
public record ErrorTolerance(long perMinute) implements Serializable {

    /** Every record may be a dead letter. */
    public static final ErrorTolerance ALL = new ErrorTolerance(Long.MAX_VALUE);

    /** No record may be one. */
    public static final ErrorTolerance NONE = new ErrorTolerance(0);

    public ErrorTolerance {
        if (perMinute < 0) {
            throw new IllegalArgumentException("perMinute must not be negative: " + perMinute);
        }
    }
}
