package org.millrace.model.schedule;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.format.Versions;

/**
 * The memory of a {@link PlateauRule}.
 *
 * @param best the least validation loss, infinite before the first
 * @param without validations since then without improvement
 * @param factor the product of the reductions
 */
public record PlateauState(double best, int without, double factor) {

    public static final PlateauState INITIAL = new PlateauState(Double.POSITIVE_INFINITY, 0, 1);

    private static final int VERSION = 1;

    /** Writes a version byte and the components. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeDouble(best);
        out.writeInt(without);
        out.writeDouble(factor);
    }

    /** Reads what {@link #write} wrote. */
    public static PlateauState read(DataInput in) throws IOException {
        Versions.read("a plateau", VERSION, in);
        return readV1(in);
    }

    private static PlateauState readV1(DataInput in) throws IOException {
        return new PlateauState(in.readDouble(), in.readInt(), in.readDouble());
    }
}
