package org.millrace.jobs.config.keys;

/** How the topic of examples is read. */
public enum SourceMode {
    /** The range that the topic holds when the job starts, {@code training.passes} times. */
    PASSES,
    /** Everything from the start of the topic on, then whatever arrives, without end. */
    LIVE
}
