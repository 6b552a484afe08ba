package org.millrace.jobs.config.keys;

/** What a failure may do to the records that the job writes. */
public enum Delivery {
    /** Some may be written again, under the same key. */
    AT_LEAST_ONCE,
    /** None is seen twice by whoever reads committed records only. */
    EXACTLY_ONCE
}
