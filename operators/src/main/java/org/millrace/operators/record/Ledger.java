package org.millrace.operators.record;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.format.Versions;

/**
 * Where every record went that took part in a reading. At the end of a run, {@code read = trained + validated + tested
 * + deadLettered}; before that, what is missing waits in open batches and windows.
 *
 * <p>With several passes a record counts each time it takes part: training and validation examples in every pass, test
 * examples in the reading after the last pass, dead letters in the first.
 */
public record Ledger(long read, long trained, long validated, long tested, long deadLettered) {

    private static final int VERSION = 1;

    public static final Ledger EMPTY = new Ledger(0, 0, 0, 0, 0);

    /** This ledger after records were read. */
    public Ledger plus(ReadTally tally) {
        return new Ledger(read + tally.read(), trained, validated, tested, deadLettered + tally.deadLettered());
    }

    /** This ledger after {@code count} examples of {@code split} were used. */
    public Ledger plus(Split split, long count) {
        return switch (split) {
            case TRAINING -> new Ledger(read, trained + count, validated, tested, deadLettered);
            case VALIDATION -> new Ledger(read, trained, validated + count, tested, deadLettered);
            case TEST -> new Ledger(read, trained, validated, tested + count, deadLettered);
        };
    }

    /** Writes this ledger as part of a state. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeLong(read);
        out.writeLong(trained);
        out.writeLong(validated);
        out.writeLong(tested);
        out.writeLong(deadLettered);
    }

    /** Reads what {@link #write} wrote. */
    public static Ledger read(DataInput in) throws IOException {
        Versions.read("a ledger", VERSION, in);
        return readV1(in);
    }

    private static Ledger readV1(DataInput in) throws IOException {
        return new Ledger(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }

    /** Records read of which it is not yet known where they went. */
    public long difference() {
        return read - trained - validated - tested - deadLettered;
    }
}
