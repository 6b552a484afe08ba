package org.millrace.operators.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.math.Features;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.ReadTally;
import org.millrace.operators.record.Reading;

/** How the parts of our records are written, in state and between tasks. */
public final class Wire {

    private static final int FEATURE_FLOATS = 0;
    private static final int FEATURE_BYTES = 1;
    private static final int FEATURE_DOUBLES = 2;

    private Wire() {}

    /** Writes the first {@code count} floats in one go, big-endian. */
    public static void writeFloats(float[] floats, int count, DataOutput out) throws IOException {
        byte[] bytes = new byte[count * Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().put(floats, 0, count);
        out.write(bytes);
    }

    public static float[] readFloats(int count, DataInput in) throws IOException {
        byte[] bytes = new byte[count * Float.BYTES];
        in.readFully(bytes);
        float[] floats = new float[count];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(floats);
        return floats;
    }

    private static void writeDoubles(double[] doubles, int count, DataOutput out) throws IOException {
        byte[] bytes = new byte[count * Double.BYTES];
        ByteBuffer.wrap(bytes).asDoubleBuffer().put(doubles, 0, count);
        out.write(bytes);
    }

    private static double[] readDoubles(int count, DataInput in) throws IOException {
        byte[] bytes = new byte[count * Double.BYTES];
        in.readFully(bytes);
        double[] doubles = new double[count];
        ByteBuffer.wrap(bytes).asDoubleBuffer().get(doubles);
        return doubles;
    }

    public static void writeTexts(List<String> texts, DataOutput out) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            writeText(text, out);
        }
    }

    public static List<String> readTexts(DataInput in) throws IOException {
        int count = in.readInt();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(readText(in));
        }
        return texts;
    }

    /** Writes features in the form that they have. */
    public static void writeFeatures(Features features, DataOutput out) throws IOException {
        if (features instanceof Features.Bytes bytes) {
            out.writeByte(FEATURE_BYTES);
            out.writeFloat(bytes.scale());
            writeBytes(bytes.steps(), out);
        } else if (features instanceof Features.Doubles doubles) {
            out.writeByte(FEATURE_DOUBLES);
            out.writeInt(features.count());
            writeDoubles(doubles.values(), features.count(), out);
            writeTexts(doubles.texts(), out);
        } else {
            out.writeByte(FEATURE_FLOATS);
            out.writeInt(features.count());
            writeFloats(features.toFloats(), features.count(), out);
        }
    }

    public static Features readFeatures(DataInput in) throws IOException {
        int form = in.readByte();
        return switch (form) {
            case FEATURE_FLOATS -> Features.of(readFloats(in.readInt(), in));
            case FEATURE_BYTES -> {
                float scale = in.readFloat();
                yield new Features.Bytes(readBytes(in), scale);
            }
            case FEATURE_DOUBLES -> new Features.Doubles(readDoubles(in.readInt(), in), readTexts(in));
            default ->
                throw new IOException(
                        "features of form " + form + " are unknown to this Millrace: restore them with the"
                                + " version that wrote them or a newer one");
        };
    }

    /** Writes examples with their weights, where they have any. */
    public static void writeExamples(MiniBatch examples, DataOutput out) throws IOException {
        writeUnweighted(examples, out);
        out.writeBoolean(examples.weights().length > 0);
        writeFloats(examples.weights(), examples.weights().length, out);
    }

    public static MiniBatch readExamples(DataInput in) throws IOException {
        MiniBatch examples = readUnweighted(in);
        return in.readBoolean() ? examples.weighing(readFloats(examples.rows(), in)) : examples;
    }

    static void writeUnweighted(MiniBatch examples, DataOutput out) throws IOException {
        out.writeInt(examples.rows());
        out.writeInt(examples.columns());
        writeFeatures(examples.features(), out);
        out.writeInt(examples.targets().length);
        writeFloats(examples.targets(), examples.targets().length, out);
        for (int label : examples.labels()) {
            out.writeInt(label);
        }
    }

    static MiniBatch readUnweighted(DataInput in) throws IOException {
        int rows = in.readInt();
        int columns = in.readInt();
        return readUnweighted(rows, columns, readFeatures(in), in);
    }

    static MiniBatch readUnweighted(int rows, int columns, Features features, DataInput in) throws IOException {
        float[] targets = readFloats(in.readInt(), in);
        int[] labels = new int[targets.length == 0 ? rows : 0];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = in.readInt();
        }
        return new MiniBatch(rows, columns, features, labels, targets);
    }

    /** Writes a byte array that may be null. */
    public static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    public static byte[] readBytes(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    /** Writes text of any length, as UTF-8. */
    public static void writeText(String text, DataOutput out) throws IOException {
        writeBytes(text.getBytes(UTF_8), out);
    }

    public static String readText(DataInput in) throws IOException {
        return new String(readBytes(in), UTF_8);
    }

    public static void writeReading(Reading reading, DataOutput out) throws IOException {
        out.writeByte(reading.phase().code());
        out.writeInt(reading.pass());
        out.writeDouble(reading.completedPasses());
    }

    public static Reading readReading(DataInput in) throws IOException {
        return new Reading(Phase.ofCode(in.readByte()), in.readInt(), in.readDouble());
    }

    public static void writePlace(Place place, DataOutput out) throws IOException {
        writeText(place.topic(), out);
        out.writeInt(place.partition());
        out.writeLong(place.offset());
    }

    public static Place readPlace(DataInput in) throws IOException {
        return new Place(readText(in), in.readInt(), in.readLong());
    }

    public static void writeTally(ReadTally tally, DataOutput out) throws IOException {
        out.writeLong(tally.read());
        out.writeLong(tally.deadLettered());
        out.writeLong(tally.lost());
    }

    public static ReadTally readTally(DataInput in) throws IOException {
        return new ReadTally(in.readLong(), in.readLong(), in.readLong());
    }

    /** Without lost records. */
    public static ReadTally readTallyV1(DataInput in) throws IOException {
        return new ReadTally(in.readLong(), in.readLong());
    }

    static void writeEndOfPass(EndOfPass end, DataOutput out) throws IOException {
        out.writeByte(end.phase().code());
        out.writeInt(end.pass());
        writeText(end.topic(), out);
        out.writeInt(end.partition());
        out.writeInt(end.partitions());
        out.writeBoolean(end.lastPass());
        writeTally(end.tally(), out);
    }

    static EndOfPass readEndOfPass(DataInput in) throws IOException {
        return readUntalliedEnd(in).with(readTally(in));
    }

    static EndOfPass readEndOfPassV1(DataInput in) throws IOException {
        return readUntalliedEnd(in).with(readTallyV1(in));
    }

    private static EndOfPass readUntalliedEnd(DataInput in) throws IOException {
        return new EndOfPass(
                Phase.ofCode(in.readByte()),
                in.readInt(),
                readText(in),
                in.readInt(),
                in.readInt(),
                in.readBoolean(),
                ReadTally.NONE);
    }
}
