package org.millrace.model.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import org.millrace.model.format.LearnerFormatException;
import org.millrace.model.format.Versions;

/**
 * Takes the values of a stream one by one and says when their distribution has changed. Its memory is bounded, the same values
 * give the same answers, and after a drift it goes on by itself. Except for {@link Kswin} an alarm means that the mean has
 * risen: a learner whose errors become fewer is no cause for alarm.
 */
public sealed interface DriftDetector extends Serializable permits Adwin, Ddm, Eddm, HddmA, HddmW, Kswin, PageHinkley {

    /** The name by which a written detector is known. */
    String kind();

    /** The settings, in the order of the constructor. */
    double[] settings();

    /**
     * Takes in the next value.
     *
     * @throws IllegalArgumentException if the value is NaN, infinite or out of the detector's range
     */
    DriftLevel add(double value);

    /** A deep copy: values taken in by the one do not touch the other. */
    DriftDetector copy();

    /** A detector of the same settings that has seen nothing. */
    DriftDetector fresh();

    /** Writes a version byte, the settings and the memory. */
    void writeState(DataOutput out) throws IOException;

    /** Whether the other is of the same kind, with the same settings. */
    default boolean isLike(DriftDetector other) {
        return kind().equals(other.kind()) && Arrays.equals(settings(), other.settings());
    }

    /** Writes the kind and all that {@link #read} needs to go on with the same answers. */
    default void write(DataOutput out) throws IOException {
        out.writeUTF(kind());
        writeState(out);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws LearnerFormatException if this is a kind or version unknown here
     */
    static DriftDetector read(DataInput in) throws IOException {
        String kind = in.readUTF();
        return switch (kind) {
            case Adwin.KIND -> Adwin.readState(in);
            case Ddm.KIND -> Ddm.readState(in);
            case Eddm.KIND -> Eddm.readState(in);
            case HddmA.KIND -> HddmA.readState(in);
            case HddmW.KIND -> HddmW.readState(in);
            case Kswin.KIND -> Kswin.readState(in);
            case PageHinkley.KIND -> PageHinkley.readState(in);
            default ->
                throw new LearnerFormatException("a drift detector of kind \"" + kind
                        + "\" is unknown to this Millrace; restore it with the version that wrote it or a newer one");
        };
    }

    /** Reads the version byte of a detector, of which there is one version. */
    static void requireVersion(String kind, DataInput in) throws IOException {
        Versions.read("a drift detector of kind " + kind, VERSION, in);
    }

    /** The version of what every detector writes. */
    int VERSION = 1;
}
