package org.millrace.operators.record;

/** What {@code ParseExamples} emits, in the order of the partition. */
public sealed interface ParsedElement permits Example, Rejected, EndOfPass {

    /** The key that keeps a partition's elements together and in order. */
    String partitionKey();
}
