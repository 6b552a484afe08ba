package org.millrace.operators.holdout;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.format.Versions;
import org.millrace.operators.record.ReadTally;
import org.millrace.operators.record.Split;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.state.Wire;

/** What {@link HoldOut} keeps of a partition: open batches of each split, and what was read since the last batch. */
final class PartitionState {

    private static final int VERSION = 2;

    private final OpenBatch training;
    private final OpenBatch validation;
    private final OpenBatch test;
    private long read;
    private long deadLettered;
    private long lost;
    private long time = Long.MIN_VALUE;
    private ExampleSchema schema;

    /** @param schema of the examples */
    PartitionState(ExampleSchema schema) {
        this(
                schema,
                new OpenBatch(Split.TRAINING),
                new OpenBatch(Split.VALIDATION),
                new OpenBatch(Split.TEST),
                ReadTally.NONE);
    }

    private PartitionState(
            ExampleSchema schema, OpenBatch training, OpenBatch validation, OpenBatch test, ReadTally tally) {
        this.schema = schema;
        this.training = training;
        this.validation = validation;
        this.test = test;
        read = tally.read();
        deadLettered = tally.deadLettered();
        lost = tally.lost();
    }

    ExampleSchema schema() {
        return schema;
    }

    /** Whether {@code other} is the schema of the examples. */
    boolean isOf(ExampleSchema other) {
        if (!schema.equals(other)) {
            return false;
        }
        // Asked for every example: the same object is recognised at once.
        schema = other;
        return true;
    }

    OpenBatch open(Split split) {
        return switch (split) {
            case TRAINING -> training;
            case VALIDATION -> validation;
            case TEST -> test;
        };
    }

    /** How many examples wait in the open batches. */
    int waiting() {
        return training.rows() + validation.rows() + test.rows();
    }

    /** Moves the event time on, never back, and says where it is. */
    long moveTo(long eventTime) {
        time = Math.max(time, eventTime);
        return time;
    }

    long time() {
        return time;
    }

    void countExample() {
        read++;
    }

    void countDeadLetter() {
        read++;
        deadLettered++;
    }

    void countLost(long records) {
        lost += records;
    }

    /** Hands out what was read since the last call. */
    ReadTally takeTally() {
        ReadTally taken = tally();
        read = 0;
        deadLettered = 0;
        lost = 0;
        return taken;
    }

    private ReadTally tally() {
        return new ReadTally(read, deadLettered, lost);
    }

    PartitionState copy() {
        PartitionState copy = new PartitionState(schema, training.copy(), validation.copy(), test.copy(), tally());
        copy.time = time;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        schema.write(out);
        training.write(out);
        validation.write(out);
        test.write(out);
        Wire.writeTally(tally(), out);
        out.writeLong(time);
    }

    static PartitionState read(DataInput in) throws IOException {
        boolean withLosses = Versions.read("the open batches of a partition", VERSION, in) > 1;
        PartitionState state = new PartitionState(
                ExampleSchema.read(in),
                OpenBatch.read(Split.TRAINING, in),
                OpenBatch.read(Split.VALIDATION, in),
                OpenBatch.read(Split.TEST, in),
                withLosses ? Wire.readTally(in) : Wire.readTallyV1(in));
        state.time = in.readLong();
        return state;
    }
}
