package org.millrace.operators.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    private static final byte TARGETS = 2;
    private static final int HEADER_BYTES = 26;
    private static final int MAX_ID_BYTES = 0xFFFF;
    private static final long NO_TIMESTAMP = Long.MIN_VALUE;

    private final FeatureEncoding encoding;
    private final float scale;

    private BinaryExampleFormat(FeatureEncoding encoding, float scale) {
        this.encoding = encoding;
        this.scale = scale;
    }

    /** Reads features of both encodings, and writes them as float32. */
    public static BinaryExampleFormat float32() {
        return new BinaryExampleFormat(FeatureEncoding.FLOAT32, 1);
    }

    /**
     * Reads features of both encodings, and writes each as the byte nearest to feature ÷ scale.
     *
     * @param scale value of one step of a byte, positive and finite; features are within 0 … 255 steps
     */
    public static BinaryExampleFormat uint8(float scale) {
        if (!(scale > 0 && Float.isFinite(scale * 0xFF))) {
            throw new IllegalArgumentException("scale must be positive and finite: " + scale);
        }
        return new BinaryExampleFormat(FeatureEncoding.UINT8, scale);
    }

    @Override
    public String contentType() {
        return CONTENT_TYPE;
    }

    @Override
    public boolean labelsByName() {
        return false;
    }

    @Override
    public void read(ByteBuffer value, ExampleRow into) throws BadExampleException {
        ExampleSchema schema = into.schema();
        ByteBuffer buffer = value.slice().order(ByteOrder.LITTLE_ENDIAN);
        int length = buffer.limit();
        if (length < HEADER_BYTES || buffer.getShort() != MAGIC) {
            throw BadExampleException.malformed("no example header: " + length + " bytes that do not begin MX");
        }
        byte version = buffer.get();
        if (version != VERSION) {
            throw BadExampleException.of(
                    Reason.UNKNOWN_VERSION, "version " + (version & 0xFF) + " of the binary format; known: " + VERSION);
        }
        byte form = buffer.get();
        boolean hasTargets = checkedForm(form, schema);
        FeatureEncoding features =
                (form & FeatureEncoding.UINT8.code()) == 0 ? FeatureEncoding.FLOAT32 : FeatureEncoding.UINT8;
        int label = buffer.getInt();
        long timestamp = buffer.getLong();
        float step = buffer.getFloat();
        schema.checkFeatureCount(buffer.getInt());
        int targets = schema.targets();
        if (hasTargets && label != targets) {
            throw BadExampleException.wrongTargetCount(targets, label);
        }
        int idBytes = buffer.getShort() & 0xFFFF;
        long expected =
                HEADER_BYTES + idBytes + (long) schema.features() * features.bytes() + (long) targets * Float.BYTES;
        if (length != expected) {
            throw BadExampleException.malformed(length + " bytes where the header announces " + expected);
        }
        into.begin();
        if (idBytes > 0) {
            into.setId(new String(buffer.array(), buffer.arrayOffset() + HEADER_BYTES, idBytes, UTF_8));
        }
        if (timestamp != NO_TIMESTAMP) {
            into.setTimestamp(timestamp);
        }
        features.read(buffer, HEADER_BYTES + idBytes, step, into);
        if (hasTargets) {
            buffer.position(length - targets * Float.BYTES).asFloatBuffer().get(into.targets());
            schema.checkTargets(into.targets(), targets);
        } else {
            into.setLabel(schema.checkedLabel(label));
        }
    }

    /** @return whether the label is targets */
    private static boolean checkedForm(byte form, ExampleSchema schema) throws BadExampleException {
        if (form < 0 || form > (FeatureEncoding.UINT8.code() | TARGETS)) {
            throw BadExampleException.malformed(
                    "encoding " + form + " is not 0 (float32) or 1 (uint8), nor 2 more for targets");
        }
        boolean targets = (form & TARGETS) != 0;
        if (targets == (schema.task() == Task.CLASSIFICATION)) {
            throw BadExampleException.malformed(
                    targets
                            ? "targets where the index of a class belongs"
                            : "the index of a class where targets belong");
        }
        return targets;
    }

    @Override
    public byte[] write(LabelledExample example, ExampleSchema schema) {
        byte[] id = example.id().orElse("").getBytes(UTF_8);
        if (id.length > MAX_ID_BYTES) {
            throw new IllegalArgumentException("id must be at most " + MAX_ID_BYTES + " bytes: " + id.length);
        }
        float[] features = example.features();
        int targets = example.targets().length;
        ByteBuffer buffer = ByteBuffer.allocate(
                        HEADER_BYTES + id.length + features.length * encoding.bytes() + targets * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(MAGIC)
                .put(VERSION)
                .put((byte) (targets == 0 ? encoding.code() : encoding.code() | TARGETS))
                .putInt(targets == 0 ? example.label() : targets)
                .putLong(example.timestamp().orElse(NO_TIMESTAMP))
                .putFloat(scale)
                .putInt(features.length)
                .putShort((short) id.length)
                .put(id);
        encoding.write(features, scale, buffer);
        buffer.asFloatBuffer().put(example.targets());
        return buffer.array();
    }
}
