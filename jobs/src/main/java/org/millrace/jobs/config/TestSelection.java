package org.millrace.jobs.config;

/** What decides whether an example belongs to the test dataset. */
public enum TestSelection {
    /** Where it lies: topic, partition and offset. */
    PLACE,
    /** Its id, so that copies of an example fall on the same side. */
    ID
}
