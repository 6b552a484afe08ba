package org.millrace.operators.holdout;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.millrace.model.loss.MiniBatch;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.ReadTally;
import org.millrace.operators.record.Split;
import org.millrace.operators.schema.ExampleRow;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.PreviousValues;
import org.millrace.operators.source.RangeReader;

/** The first training examples of a topic in mini-batches, read, split and batched as the job does it. */
public final class TrainingSample {

    private final ExampleReader reader;
    private final int batchSize;
    private final int most;
    private final TreeMap<Integer, Partition> partitions = new TreeMap<>();
    private ExampleSchema schema;
    private int share;
    private int badRecords;

    /** What was taken of one partition. */
    private final class Partition {

        private final OpenBatch open = new OpenBatch(Split.TRAINING);
        private final List<ExampleBatch> complete = new ArrayList<>();
        private final PreviousValues previous = new PreviousValues();
        private final DiscoveredClasses discovered = new DiscoveredClasses();
        private int examples;

        Split read(RawRecord record) throws BadExampleException {
            Split split = reader.read(record, previous);
            if (reader.row().schema().discoversClasses()) {
                discovered.index(reader.row());
            }
            return split;
        }

        void add(ExampleRow example, RawRecord record) {
            examples++;
            open.add(example, record, 0);
            if (open.rows() == batchSize) {
                complete.add(take());
            }
        }

        private ExampleBatch take() {
            ExampleBatch batch = open.take(0, ReadTally.NONE).copy();
            return reader.row().schema().discoversClasses() ? discovered.name(batch) : batch;
        }

        /** The rest too, if it is all there is. */
        List<ExampleBatch> batches() {
            if (complete.isEmpty() && !open.isEmpty()) {
                complete.add(take());
            }
            return complete;
        }
    }

    private TrainingSample(ExampleReader reader, int batchSize, int most) {
        this.reader = requireNonNull(reader, "reader");
        schema = reader.row().schema();
        this.batchSize = batchSize;
        this.most = most;
    }

    /**
     * Reads a topic.
     *
     * @param most at most so many examples are taken, of each partition the same number
     */
    public static TrainingSample read(RangeReader topic, ExampleReader reader, int batchSize, int most)
            throws IOException {
        TrainingSample sample = new TrainingSample(reader, batchSize, most);
        topic.read(sample::expect, sample::take);
        return sample;
    }

    private void expect(int count) {
        share = Math.max(1, most / count);
    }

    private boolean take(RawRecord record) {
        Partition partition = partitions.computeIfAbsent(record.place().partition(), unused -> new Partition());
        try {
            if (partition.read(record) == Split.TRAINING) {
                partition.add(reader.row(), record);
            }
        } catch (BadExampleException e) {
            badRecords++;
        }
        return partition.examples < share;
    }

    /** The mini-batches, one of each partition in turn. */
    public List<MiniBatch> batches() {
        List<List<ExampleBatch>> ofPartitions =
                partitions.values().stream().map(Partition::batches).toList();
        int longest = ofPartitions.stream().mapToInt(List::size).max().orElse(0);
        List<MiniBatch> batches = new ArrayList<>();
        for (int i = 0; i < longest; i++) {
            for (List<ExampleBatch> ofPartition : ofPartitions) {
                if (i < ofPartition.size()) {
                    batches.add(examplesOf(ofPartition.get(i)));
                }
            }
        }
        return batches;
    }

    private MiniBatch examplesOf(ExampleBatch batch) {
        if (batch.classes().isEmpty()) {
            return batch.examples();
        }
        schema = schema.discovering(batch.classes());
        return batch.labelledBy(schema.outputsOf(batch.classes())).examples();
    }

    /** How many outputs a network for the {@link #batches} has. */
    public int outputs() {
        return schema.outputs();
    }

    /** How many training examples were taken. */
    public int examples() {
        return partitions.values().stream()
                .mapToInt(partition -> partition.examples)
                .sum();
    }

    /** How many records on the way were not examples. */
    public int badRecords() {
        return badRecords;
    }
}
