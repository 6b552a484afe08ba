package org.millrace.jobs.config.keys;

/** Which records that are not examples a job tolerates. */
public enum Tolerance {
    ALL,
    NONE
}
