package org.millrace.operators.metrics;

/** How the figures of a meter are to be read. */
public enum MeterType {
    /** A count that only grows; {@code rate()} and {@code increase()} ask it for any stretch of time. */
    COUNTER,
    /** A figure that goes up and down. */
    GAUGE,
    /** Counts of observations by size. */
    HISTOGRAM,
    /** Always 1; what it has to say is in its labels. */
    INFO
}
