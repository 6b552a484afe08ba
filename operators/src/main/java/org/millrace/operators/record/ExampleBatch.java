package org.millrace.operators.record;

import static java.util.Objects.requireNonNull;

import org.millrace.model.loss.MiniBatch;

/**
 * Consecutive examples of one split of one partition: a training mini-batch, a complete validation window, or a batch
 * of test examples. Its arrays may be written anew once it has been processed: a batch that is kept is copied.
 *
 * @param reading of the first example
 * @param first place of the first example
 * @param lastOffset offset of the last example
 * @param timestamp the latest timestamp among the examples, milliseconds since the epoch
 * @param time the event time at which the batch was complete, see {@link StreamTime}
 * @param tally what the partition consumed since it last sent a batch on
 */
public record ExampleBatch(
        Split split,
        Reading reading,
        Place first,
        long lastOffset,
        long timestamp,
        long time,
        MiniBatch examples,
        ReadTally tally)
        implements TrainElement {

    public ExampleBatch {
        requireNonNull(split, "split");
        requireNonNull(reading, "reading");
        requireNonNull(first, "first");
        requireNonNull(examples, "examples");
        requireNonNull(tally, "tally");
    }

    /** The same batch with its examples in arrays of its own. */
    @Override
    public ExampleBatch copy() {
        return new ExampleBatch(split, reading, first, lastOffset, timestamp, time, examples.copy(), tally);
    }

    @Override
    public Phase phase() {
        return reading.phase();
    }

    @Override
    public int pass() {
        return reading.pass();
    }

    @Override
    public String topic() {
        return first.topic();
    }

    @Override
    public int partition() {
        return first.partition();
    }
}
