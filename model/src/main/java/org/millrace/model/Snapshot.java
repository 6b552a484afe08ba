package org.millrace.model;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;

/**
 * A learner as it is published: its state and where it comes from.
 *
 * <p>The binary form is magic, format version, provenance, the CRC-32 of these, and the state in its own format, which ends
 * with a CRC-32 too.
 *
 * @param learner the state; whoever reads a snapshot closes it
 * @param provenance where it comes from
 */
public record Snapshot(LearnerState learner, Provenance provenance) {

    private static final int MAGIC = 0x4D52534E; // "MRSN"
    private static final int VERSION = 1;

    public Snapshot {
        requireNonNull(learner, "learner");
        requireNonNull(provenance, "provenance");
    }

    public void write(DataOutput target) throws IOException {
        requireNonNull(target, "target");
        ChecksumOutput checksum = new ChecksumOutput(target);
        DataOutputStream out = new DataOutputStream(checksum);
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        provenance.write(out);
        out.flush();
        target.writeInt(checksum.checksum());
        learner.write(target);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws SnapshotFormatException if this is something else, of a version unknown here, or damaged
     */
    public static Snapshot read(DataInput source) throws IOException {
        requireNonNull(source, "source");
        try {
            Provenance provenance = readProvenance(source);
            return new Snapshot(LearnerState.read(source), provenance);
        } catch (EOFException | UTFDataFormatException e) {
            throw new SnapshotFormatException("The snapshot is damaged: its beginning cannot be read.", e);
        }
    }

    private static Provenance readProvenance(DataInput source) throws IOException {
        ChecksumInput checksum = new ChecksumInput(source);
        DataInputStream in = new DataInputStream(checksum);
        int magic = in.readInt();
        if (magic != MAGIC) {
            throw new SnapshotFormatException(String.format("Not a Millrace snapshot: it starts with 0x%08X.", magic));
        }
        int version = in.readInt();
        if (version != VERSION) {
            throw new SnapshotFormatException(
                    "The snapshot has format version " + version + "; this software reads version " + VERSION + ".");
        }
        Provenance provenance = Provenance.read(in);
        if (checksum.checksum() != source.readInt()) {
            throw new SnapshotFormatException("The snapshot is damaged: the checksum of its provenance is wrong.");
        }
        return provenance;
    }
}
