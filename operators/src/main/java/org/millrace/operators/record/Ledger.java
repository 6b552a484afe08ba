package org.millrace.operators.record;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.format.Versions;

/**
 * Where every record went that took part in a reading. At the end of a run, {@code read = trained + validated + tested
 * + deadLettered + untrained}; before that, what is missing waits in open batches and windows.
 *
 * <p>With several passes a record counts each time it takes part: training and validation examples in every pass, test
 * examples in the reading after the last pass, dead letters in the first.
 *
 * @param untrained training examples that came when the network was no longer trained
 * @param lost records that were deleted before they could be read; they are not among those read
 */
public record Ledger(
        long read, long trained, long validated, long tested, long deadLettered, long untrained, long lost) {

    private static final int VERSION = 3;

    public static final Ledger EMPTY = new Ledger(0, 0, 0, 0, 0);

    /** A ledger of a run that lost nothing, and was trained to its end. */
    public Ledger(long read, long trained, long validated, long tested, long deadLettered) {
        this(read, trained, validated, tested, deadLettered, 0, 0);
    }

    /** This ledger after records were read. */
    public Ledger plus(ReadTally tally) {
        return new Ledger(
                read + tally.read(),
                trained,
                validated,
                tested,
                deadLettered + tally.deadLettered(),
                untrained,
                lost + tally.lost());
    }

    /** This ledger after {@code count} examples of {@code split} were used. */
    public Ledger plus(Split split, long count) {
        return switch (split) {
            case TRAINING -> new Ledger(read, trained + count, validated, tested, deadLettered, untrained, lost);
            case VALIDATION -> new Ledger(read, trained, validated + count, tested, deadLettered, untrained, lost);
            case TEST -> new Ledger(read, trained, validated, tested + count, deadLettered, untrained, lost);
        };
    }

    /** This ledger after {@code count} training examples came that nothing was trained on. */
    public Ledger plusUntrained(long count) {
        return new Ledger(read, trained, validated, tested, deadLettered, untrained + count, lost);
    }

    /** Writes this ledger as part of a state. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeLong(read);
        out.writeLong(trained);
        out.writeLong(validated);
        out.writeLong(tested);
        out.writeLong(deadLettered);
        out.writeLong(lost);
        out.writeLong(untrained);
    }

    /** Reads what {@link #write} wrote. */
    public static Ledger read(DataInput in) throws IOException {
        return switch (Versions.read("a ledger", VERSION, in)) {
            case 1 -> readV1(in);
            case 2 -> readV2(in);
            default -> readV3(in);
        };
    }

    private static Ledger readV3(DataInput in) throws IOException {
        return readV2(in).plusUntrained(in.readLong());
    }

    /** Without untrained examples. */
    private static Ledger readV2(DataInput in) throws IOException {
        return readV1(in).plus(new ReadTally(0, 0, in.readLong()));
    }

    /** Without lost records. */
    private static Ledger readV1(DataInput in) throws IOException {
        return new Ledger(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }

    /** Records read of which it is not yet known where they went. */
    public long difference() {
        return read - trained - validated - tested - deadLettered - untrained;
    }
}
