package org.millrace.model;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import org.millrace.model.format.ChecksumInput;
import org.millrace.model.format.ChecksumOutput;
import org.millrace.model.format.FloatBytes;
import org.millrace.model.format.LearnerFormatException;
import org.millrace.model.format.Versions;
import org.millrace.model.math.RandomState;
import org.millrace.model.math.Require;
import org.millrace.model.network.Architecture;
import org.millrace.model.network.DenseNetwork;
import org.millrace.model.optimizer.Moments;
import org.millrace.model.scaling.FeatureScaler;
import org.millrace.model.scaling.Scaling;
import org.millrace.model.schedule.PlateauState;

/**
 * The binary form of a {@link LearnerState}: a header (magic, version, architecture, optimizer, counts) with its own
 * CRC-32, because it says how much memory the rest needs; then class counts, plateau and scaler, the parameters and the moments as
 * little-endian float32; then the CRC-32 of everything before it. Architecture, plateau, scaler and moments begin with a
 * version byte of their own. Numbers outside the vectors are big-endian.
 */
final class LearnerStateFormat {

    static final int MAGIC = 0x4D524C53; // "MRLS"
    static final int VERSION = 1;

    private static final int MOST_MOMENTS = 16;

    private LearnerStateFormat() {}

    static void write(LearnerState state, DataOutput target) throws IOException {
        ChecksumOutput checksum = new ChecksumOutput(target);
        DataOutputStream out = new DataOutputStream(checksum);
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        state.architecture().write(out);
        out.writeUTF(state.optimizerKind());
        out.writeInt(state.moments().vectors());
        out.writeUTF(state.scaler().kind().code());
        out.writeLong(state.random().position());
        out.writeLong(state.step());
        out.writeLong(state.refusedSteps());
        out.writeInt(checksum.checksum());
        for (long count : state.classCounts()) {
            out.writeLong(count);
        }
        state.plateau().write(out);
        state.scaler().write(out);
        FloatBytes floats = new FloatBytes();
        floats.write(state.network().parameters(), out);
        state.moments().write(floats, out);
        out.flush();
        target.writeInt(checksum.checksum());
    }

    static LearnerState read(DataInput source) throws IOException {
        try {
            return readAll(source);
        } catch (EOFException e) {
            throw new LearnerFormatException("The learner is damaged: it ends too early.", e);
        }
    }

    private static LearnerState readAll(DataInput source) throws IOException {
        ChecksumInput checksum = new ChecksumInput(source);
        DataInputStream in = new DataInputStream(checksum);
        int magic = in.readInt();
        if (magic != MAGIC) {
            throw new LearnerFormatException(String.format("Not a Millrace learner: it starts with 0x%08X.", magic));
        }
        Versions.require("a learner", VERSION, in.readInt());
        return readV1(source, checksum, in);
    }

    private static LearnerState readV1(DataInput source, ChecksumInput checksum, DataInputStream in)
            throws IOException {
        Header header = readHeader(in, checksum);
        long[] classCounts = new long[header.architecture().outputs()];
        for (int k = 0; k < classCounts.length; k++) {
            classCounts[k] = in.readLong();
        }
        PlateauState plateau = PlateauState.read(in);
        FeatureScaler scaler = header.scaling().scaler(header.architecture().inputs());
        scaler.readFrom(in);
        DenseNetwork network = new DenseNetwork(header.architecture());
        try {
            FloatBytes floats = new FloatBytes();
            floats.read(in, network.parameters());
            Moments moments = new Moments(header.moments(), network.parameters().length());
            moments.readFrom(floats, in);
            requireChecksum(checksum.checksum(), source.readInt());
            RandomState random = new RandomState(header.random());
            return new LearnerState(
                    network,
                    header.optimizer(),
                    moments,
                    scaler,
                    random,
                    classCounts,
                    plateau,
                    header.step(),
                    header.refusedSteps());
        } catch (IOException e) {
            network.close();
            throw e;
        }
    }

    private record Header(
            Architecture architecture,
            String optimizer,
            int moments,
            Scaling scaling,
            long random,
            long step,
            long refusedSteps) {}

    private static Header readHeader(DataInputStream in, ChecksumInput checksum) throws IOException {
        try {
            Header header = new Header(
                    Architecture.read(in),
                    in.readUTF(),
                    moments(in),
                    Scaling.ofCode(in.readUTF()),
                    in.readLong(),
                    in.readLong(),
                    in.readLong());
            requireChecksum(checksum.checksum(), in.readInt());
            return header;
        } catch (IllegalArgumentException | UTFDataFormatException e) {
            throw new LearnerFormatException("The learner is damaged: " + e.getMessage(), e);
        }
    }

    private static int moments(DataInput in) throws IOException {
        int count = in.readInt();
        Require.that(count >= 0 && count <= MOST_MOMENTS, "moments must be in [0, " + MOST_MOMENTS + "]", count);
        return count;
    }

    private static void requireChecksum(int computed, int stored) throws LearnerFormatException {
        if (computed != stored) {
            throw new LearnerFormatException(
                    String.format("The learner is damaged: its checksum is 0x%08X, it says 0x%08X.", computed, stored));
        }
    }
}
