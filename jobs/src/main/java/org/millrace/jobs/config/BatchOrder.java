package org.millrace.jobs.config;

/** In which order the mini-batches of several partitions are learned. */
public enum BatchOrder {
    /** As they come. */
    ARRIVAL,
    /** By the timestamps of their examples. */
    EVENT_TIME
}
