package org.millrace.operators.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalLong;
import org.millrace.model.loss.Task;
import org.millrace.operators.record.DeadLetter.Reason;

/**
 * The compact format, little-endian throughout:
 *
 * <pre>
 * offset  bytes  field
 *      0      2  magic, "MX"
 *      2      1  version, 1
 *      3      1  encoding: 0 = float32, 1 = uint8 (feature = byte × scale); 2 more where the label is targets
 *      4      4  label, index of the class, int32; where it is targets, their number m
 *      8      8  timestamp, milliseconds since the epoch, int64; the smallest int64 where there is none
 *     16      4  scale, float32; 1 for float32
 *     20      4  number of features n, int32
 *     24      2  length of the id l, uint16; 0 where there is none
 *     26      l  id, UTF-8
 *   26+l   4·n or n  features
 *          4·m  targets, float32, where the label is targets
 * </pre>
 */
public final class BinaryExampleFormat implements ExampleFormat {

    public static final String CONTENT_TYPE = "application/vnd.millrace.example";

    private static final long serialVersionUID = 1L;
    private static final short MAGIC = (short) ('M' | 'X' << 8);
    private static final byte VERSION = 1;
    private static final byte FLOAT32 = 0;
    private static final byte UINT8 = 1;
    private static final byte TARGETS = 2;
    private static final int HEADER_BYTES = 26;
    private static final int MAX_ID_BYTES = 0xFFFF;
    private static final float[] NO_TARGETS = {};
    private static final long NO_TIMESTAMP = Long.MIN_VALUE;

    @Override
    public String contentType() {
        return CONTENT_TYPE;
    }

    @Override
    public LabelledExample read(byte[] value, ExampleSchema schema) throws BadExampleException {
        ByteBuffer buffer = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
        if (value.length < HEADER_BYTES || buffer.getShort() != MAGIC) {
            throw BadExampleException.malformed("no example header: " + value.length + " bytes that do not begin MX");
        }
        byte version = buffer.get();
        if (version != VERSION) {
            throw BadExampleException.of(
                    Reason.UNKNOWN_VERSION, "version " + (version & 0xFF) + " of the binary format; known: " + VERSION);
        }
        byte encoding = buffer.get();
        boolean hasTargets = checkedEncoding(encoding, schema);
        boolean floats = (encoding & UINT8) == FLOAT32;
        int label = buffer.getInt();
        long timestamp = buffer.getLong();
        float scale = buffer.getFloat();
        schema.checkFeatureCount(buffer.getInt());
        int targets = hasTargets ? schema.classes().size() : 0;
        if (hasTargets && label != targets) {
            throw BadExampleException.wrongTargetCount(targets, label);
        }
        int idBytes = buffer.getShort() & 0xFFFF;
        long expected = HEADER_BYTES
                + idBytes
                + (long) schema.features() * (floats ? Float.BYTES : 1)
                + (long) targets * Float.BYTES;
        if (value.length != expected) {
            throw BadExampleException.malformed(value.length + " bytes where the header announces " + expected);
        }
        buffer.position(HEADER_BYTES + idBytes);
        return new LabelledExample(
                idBytes == 0 ? Optional.empty() : Optional.of(new String(value, HEADER_BYTES, idBytes, UTF_8)),
                timestamp == NO_TIMESTAMP ? OptionalLong.empty() : OptionalLong.of(timestamp),
                floats ? readFloats(buffer, schema) : readBytes(value, buffer.position(), scale, schema),
                hasTargets ? 0 : schema.checkedLabel(label),
                readTargets(buffer, value.length - targets * Float.BYTES, targets, schema));
    }

    /** @return whether the label is targets */
    private static boolean checkedEncoding(byte encoding, ExampleSchema schema) throws BadExampleException {
        if (encoding < 0 || encoding > (UINT8 | TARGETS)) {
            throw BadExampleException.malformed(
                    "encoding " + encoding + " is not 0 (float32) or 1 (uint8), nor 2 more for targets");
        }
        boolean targets = (encoding & TARGETS) != 0;
        if (targets == (schema.task() == Task.CLASSIFICATION)) {
            throw BadExampleException.malformed(
                    targets
                            ? "targets where the index of a class belongs"
                            : "the index of a class where targets belong");
        }
        return targets;
    }

    private static float[] readTargets(ByteBuffer buffer, int start, int count, ExampleSchema schema)
            throws BadExampleException {
        if (count == 0) {
            return NO_TARGETS;
        }
        float[] targets = new float[count];
        buffer.position(start).asFloatBuffer().get(targets);
        return schema.checkedTargets(targets, count);
    }

    private static float[] readFloats(ByteBuffer buffer, ExampleSchema schema) throws BadExampleException {
        float[] features = new float[schema.features()];
        buffer.asFloatBuffer().get(features);
        for (int i = 0; i < features.length; i++) {
            schema.checkedFeature(i, features[i]);
        }
        return features;
    }

    private static float[] readBytes(byte[] value, int start, float scale, ExampleSchema schema)
            throws BadExampleException {
        if (!Float.isFinite(scale * 0xFF)) {
            throw BadExampleException.of(Reason.NOT_A_FINITE_NUMBER, "scale is not a usable float32: " + scale);
        }
        float[] features = new float[schema.features()];
        for (int i = 0; i < features.length; i++) {
            features[i] = (value[start + i] & 0xFF) * scale;
        }
        return features;
    }

    /** @return the example with its features as float32 */
    public static byte[] writeFloats(LabelledExample example) {
        float[] features = example.features();
        byte[] value = allocate(example, features.length * Float.BYTES);
        ByteBuffer buffer = begin(value, example, FLOAT32, 1);
        buffer.asFloatBuffer().put(features).put(example.targets());
        return value;
    }

    /**
     * @param scale what one step of a byte is worth
     * @return the example with each feature as the byte nearest to feature ÷ scale
     * @throws IllegalArgumentException if a feature does not fit into 0 … 255 steps
     */
    public static byte[] writeBytes(LabelledExample example, float scale) {
        float[] features = example.features();
        byte[] value = allocate(example, features.length);
        ByteBuffer buffer = begin(value, example, UINT8, scale);
        for (float feature : features) {
            int step = Math.round(feature / scale);
            if (step < 0 || step > 0xFF) {
                throw new IllegalArgumentException("feature must be within 0 … 255 times " + scale + ": " + feature);
            }
            buffer.put((byte) step);
        }
        buffer.asFloatBuffer().put(example.targets());
        return value;
    }

    private static byte[] allocate(LabelledExample example, int featureBytes) {
        int idBytes = id(example).length;
        if (idBytes > MAX_ID_BYTES) {
            throw new IllegalArgumentException("id must be at most " + MAX_ID_BYTES + " bytes: " + idBytes);
        }
        return new byte[HEADER_BYTES + idBytes + featureBytes + example.targets().length * Float.BYTES];
    }

    private static byte[] id(LabelledExample example) {
        return example.id().orElse("").getBytes(UTF_8);
    }

    private static ByteBuffer begin(byte[] value, LabelledExample example, byte encoding, float scale) {
        byte[] id = id(example);
        int targets = example.targets().length;
        return ByteBuffer.wrap(value)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(MAGIC)
                .put(VERSION)
                .put((byte) (targets == 0 ? encoding : encoding | TARGETS))
                .putInt(targets == 0 ? example.label() : targets)
                .putLong(example.timestamp().orElse(NO_TIMESTAMP))
                .putFloat(scale)
                .putInt(example.features().length)
                .putShort((short) id.length)
                .put(id);
    }
}
