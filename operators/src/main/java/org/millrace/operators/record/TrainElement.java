package org.millrace.operators.record;

/** What {@code HoldOut} emits: whole mini-batches, and the end of each pass of each partition. */
public sealed interface TrainElement permits ExampleBatch, EndOfPass {}
