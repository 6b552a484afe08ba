package org.millrace.operators.record;

/** What {@code HoldOut} emits: whole mini-batches, and the end of each pass of each partition. */
public sealed interface TrainElement permits ExampleBatch, EndOfPass {

    /** The element in memory of its own, to be kept. */
    TrainElement copy();

    /** The event time of its last example or of the end of the pass; within a partition it never goes back. */
    long time();

    /** The phase of the reading it comes from. */
    Phase phase();

    /** Number of the pass it comes from, from 1. */
    int pass();

    /** The topic it comes from. */
    String topic();

    /** The partition it comes from. */
    int partition();
}
