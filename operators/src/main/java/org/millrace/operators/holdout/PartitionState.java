package org.millrace.operators.holdout;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.operators.record.ReadTally;
import org.millrace.operators.record.Split;
import org.millrace.operators.state.Wire;

/** What {@link HoldOut} keeps of a partition: open batches of each split, and what was read since the last batch. */
final class PartitionState {

    private static final int VERSION = 1;

    private final OpenBatch training;
    private final OpenBatch validation;
    private final OpenBatch test;
    private ReadTally tally;
    private long time = Long.MIN_VALUE;
    private long lastSeen;
    private String examples;

    /** @param examples what the examples are, in words */
    PartitionState(String examples) {
        this(
                examples,
                new OpenBatch(Split.TRAINING),
                new OpenBatch(Split.VALIDATION),
                new OpenBatch(Split.TEST),
                ReadTally.NONE);
    }

    private PartitionState(String examples, OpenBatch training, OpenBatch validation, OpenBatch test, ReadTally tally) {
        this.examples = examples;
        this.training = training;
        this.validation = validation;
        this.test = test;
        this.tally = tally;
    }

    String examples() {
        return examples;
    }

    /** Whether the examples are those that {@code words} describe. */
    boolean isOf(String words) {
        if (!examples.equals(words)) {
            return false;
        }
        // Asked for every example: the same object is recognised at once.
        examples = words;
        return true;
    }

    OpenBatch open(Split split) {
        return switch (split) {
            case TRAINING -> training;
            case VALIDATION -> validation;
            case TEST -> test;
        };
    }

    /** Moves the event time on, never back, and says where it is. */
    long moveTo(long eventTime) {
        time = Math.max(time, eventTime);
        return time;
    }

    long time() {
        return time;
    }

    /** By the clock, when something last came; only kept where silence matters. */
    long lastSeen() {
        return lastSeen;
    }

    void seenAt(long clock) {
        lastSeen = clock;
    }

    void countExample() {
        tally = tally.plusExample();
    }

    void countDeadLetter() {
        tally = tally.plusDeadLetter();
    }

    /** Hands out what was read since the last call. */
    ReadTally takeTally() {
        ReadTally taken = tally;
        tally = ReadTally.NONE;
        return taken;
    }

    PartitionState copy() {
        PartitionState copy = new PartitionState(examples, training.copy(), validation.copy(), test.copy(), tally);
        copy.time = time;
        copy.lastSeen = lastSeen;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        Wire.writeText(examples, out);
        training.write(out);
        validation.write(out);
        test.write(out);
        Wire.writeTally(tally, out);
        out.writeLong(time);
        out.writeLong(lastSeen);
    }

    static PartitionState read(DataInput in) throws IOException {
        Wire.requireVersion("hold-out state", VERSION, VERSION, in.readByte());
        PartitionState state = new PartitionState(
                Wire.readText(in),
                OpenBatch.read(Split.TRAINING, in),
                OpenBatch.read(Split.VALIDATION, in),
                OpenBatch.read(Split.TEST, in),
                Wire.readTally(in));
        state.time = in.readLong();
        state.lastSeen = in.readLong();
        return state;
    }
}
