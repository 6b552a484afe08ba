package org.millrace.operators.record;

/**
 * What a source emits: the records of the topic, what stands for those that were lost, and a marker after the last record of a
 * partition in a pass.
 */
public sealed interface SourceElement permits RawRecord, LostRecords, EndOfPass {

    /** The topic it comes from. */
    String topic();

    /** The partition it comes from. */
    int partition();
}
