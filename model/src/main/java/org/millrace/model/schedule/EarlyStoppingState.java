package org.millrace.model.schedule;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.format.Versions;

/**
 * The memory of {@link EarlyStopping}.
 *
 * @param seen how many validations there were
 * @param best value of the figure, NaN before the first
 * @param bestNumber of the pass or window that had it, 0 before the first
 * @param without validations since then without improvement
 * @param ended whether training is over
 */
public record EarlyStoppingState(long seen, double best, long bestNumber, int without, boolean ended) {

    public static final EarlyStoppingState INITIAL = new EarlyStoppingState(0, Double.NaN, 0, 0, false);

    private static final int VERSION = 1;

    /** Whether a validation has just given the best figure so far. */
    public boolean isAtItsBest() {
        return bestNumber > 0 && without == 0;
    }

    /** Writes a version byte and the components. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeLong(seen);
        out.writeDouble(best);
        out.writeLong(bestNumber);
        out.writeInt(without);
        out.writeBoolean(ended);
    }

    /** Reads what {@link #write} wrote. */
    public static EarlyStoppingState read(DataInput in) throws IOException {
        Versions.read("early stopping", VERSION, in);
        return new EarlyStoppingState(in.readLong(), in.readDouble(), in.readLong(), in.readInt(), in.readBoolean());
    }
}
