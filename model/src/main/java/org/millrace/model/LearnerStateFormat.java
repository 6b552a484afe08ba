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
import org.millrace.model.input.Inputs;
import org.millrace.model.input.RunningStatistics;
import org.millrace.model.math.RandomState;
import org.millrace.model.math.Require;
import org.millrace.model.network.Architecture;
import org.millrace.model.network.DenseNetwork;
import org.millrace.model.optimizer.Moments;
import org.millrace.model.scaling.Scaling;
import org.millrace.model.schedule.PlateauState;

/**
 * The binary form of a {@link LearnerState}: a header (magic, version, architecture, optimizer, counts) with its own
 * CRC-32, because it says how much memory the rest needs; then class counts, plateau and running statistics, the parameters and
 * the moments as little-endian float32; then the CRC-32 of everything before it. Architecture, columns, plateau, statistics
 * and moments begin with a version byte of their own. Numbers outside the vectors are big-endian.
 */
final class LearnerStateFormat {

    static final int MAGIC = 0x4D524C53; // "MRLS"
    static final int VERSION = 2;

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
        out.writeUTF(state.statistics().features().kind().code());
        out.writeLong(state.random().position());
        out.writeLong(state.step());
        out.writeLong(state.refusedSteps());
        state.statistics().inputs().write(out);
        out.writeUTF(state.statistics().targets().kind().code());
        out.writeInt(checksum.checksum());
        for (long count : state.classCounts()) {
            out.writeLong(count);
        }
        state.plateau().write(out);
        state.statistics().write(out);
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
        return Versions.require("a learner", VERSION, in.readInt()) == 1
                ? read(readHeader(in, checksum, LearnerStateFormat::columnsV1), source, checksum, in)
                : read(readHeader(in, checksum, LearnerStateFormat::columnsV2), source, checksum, in);
    }

    /** Version 1 knew nothing but scaled numbers, and targets as they are. */
    private static Columns columnsV1(Architecture architecture, DataInput in) {
        return new Columns(Inputs.numbers(architecture.inputs()), Scaling.NONE, true);
    }

    private static Columns columnsV2(Architecture architecture, DataInput in) throws IOException {
        Columns columns = new Columns(Inputs.read(in), Scaling.ofCode(in.readUTF()), false);
        Require.that(
                columns.inputs().width() == architecture.inputs(),
                "inputs must be " + architecture.inputs(),
                columns.inputs().width());
        return columns;
    }

    private static LearnerState read(Header header, DataInput source, ChecksumInput checksum, DataInputStream in)
            throws IOException {
        long[] classCounts = new long[header.architecture().outputs()];
        for (int k = 0; k < classCounts.length; k++) {
            classCounts[k] = in.readLong();
        }
        PlateauState plateau = PlateauState.read(in);
        RunningStatistics statistics = new RunningStatistics(
                header.columns().inputs(),
                header.scaling(),
                header.columns().targets(),
                header.architecture().outputs());
        if (header.columns().alone()) {
            statistics.features().readFrom(in);
        } else {
            statistics.readFrom(in);
        }
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
                    statistics,
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
            long refusedSteps,
            Columns columns) {}

    /** @param alone whether the scaling of features is all that there are statistics of */
    private record Columns(Inputs inputs, Scaling targets, boolean alone) {}

    /** Reads what a version knows of columns. */
    private interface ColumnsReader {
        Columns read(Architecture architecture, DataInput in) throws IOException;
    }

    private static Header readHeader(DataInputStream in, ChecksumInput checksum, ColumnsReader columns)
            throws IOException {
        try {
            Architecture architecture = Architecture.read(in);
            Header header = new Header(
                    architecture,
                    in.readUTF(),
                    moments(in),
                    Scaling.ofCode(in.readUTF()),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    columns.read(architecture, in));
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
