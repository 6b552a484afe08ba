package org.millrace.jobs.config.keys;

/** What happens when records that were to be read have fallen out of the retention of their topic. */
public enum OnLostRecords {
    /** The job ends, and its last checkpoint is kept. */
    FAIL,
    /** The job goes on with what is left, and counts the others as lost. */
    SKIP
}
