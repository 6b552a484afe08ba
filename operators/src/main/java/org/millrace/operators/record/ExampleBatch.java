package org.millrace.operators.record;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
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
 * @param classes where classes are discovered, the names of those that the labels of these examples point to; else empty
 */
public record ExampleBatch(
        Split split,
        Reading reading,
        Place first,
        long lastOffset,
        long timestamp,
        long time,
        MiniBatch examples,
        ReadTally tally,
        List<String> classes)
        implements TrainElement {

    public ExampleBatch {
        requireNonNull(split, "split");
        requireNonNull(reading, "reading");
        requireNonNull(first, "first");
        requireNonNull(examples, "examples");
        requireNonNull(tally, "tally");
        classes = List.copyOf(classes);
    }

    /** Examples whose labels are those of the schema. */
    public ExampleBatch(
            Split split,
            Reading reading,
            Place first,
            long lastOffset,
            long timestamp,
            long time,
            MiniBatch examples,
            ReadTally tally) {
        this(split, reading, first, lastOffset, timestamp, time, examples, tally, List.of());
    }

    /** The same batch with its examples in arrays of its own. */
    @Override
    public ExampleBatch copy() {
        return with(examples.copy(), classes);
    }

    /** The same examples with other labels, which point to these names; with none, to the classes that the model knows. */
    public ExampleBatch labelled(List<String> names, int[] labels) {
        return with(examples.labelled(labels), names);
    }

    /**
     * The same examples with labels that point to the outputs of a network.
     *
     * @param outputs the output of each of {@link #classes}
     */
    public ExampleBatch labelledBy(int[] outputs) {
        return labelled(
                List.of(),
                Arrays.stream(examples.labels()).map(label -> outputs[label]).toArray());
    }

    private ExampleBatch with(MiniBatch other, List<String> names) {
        return new ExampleBatch(split, reading, first, lastOffset, timestamp, time, other, tally, names);
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
