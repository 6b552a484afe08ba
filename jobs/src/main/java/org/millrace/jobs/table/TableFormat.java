package org.millrace.jobs.table;

/** The formats of files that hold a table. */
public enum TableFormat {
    /** Comma-separated values, or separated by something else. */
    CSV,
    /** Weka's attribute-relation file format, in which MOA and OpenML hand out data sets. */
    ARFF,
    /** A JSON object on each line. */
    JSONL
}
