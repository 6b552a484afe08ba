package org.millrace.operators.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.FieldSlots;
import org.millrace.operators.schema.FieldValues;

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

    private static final short MAGIC = (short) ('M' | 'X' << 8);
    private static final byte VERSION = 1;
    private static final byte TARGETS = 2;
    private static final int HEADER_BYTES = 26;
    private static final int MAX_ID_BYTES = 0xFFFF;
    private static final long NO_TIMESTAMP = Long.MIN_VALUE;

    private final FeatureEncoding encoding;
    private final float scale;

    private final Limits limits;

    private BinaryExampleFormat(FeatureEncoding encoding, float scale, Limits limits) {
        this.encoding = encoding;
        this.scale = scale;
        this.limits = limits;
    }

    /** Reads features of both encodings, and writes them as float32. */
    public static BinaryExampleFormat float32() {
        return float32(Limits.DEFAULT);
    }

    static BinaryExampleFormat float32(Limits limits) {
        return new BinaryExampleFormat(FeatureEncoding.FLOAT32, 1, limits);
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
        return new BinaryExampleFormat(FeatureEncoding.UINT8, scale, Limits.DEFAULT);
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
    public void read(ByteBuffer value, FieldValues into) throws BadExampleException {
        FieldSlots slots = into.slots();
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
        if (slots.vector() < 0) {
            throw BadExampleException.of(
                    Reason.UNKNOWN_CONTENT_TYPE, "the binary format has no fields of the names that the features have");
        }
        byte form = buffer.get();
        int targets = slots.capacity(slots.label());
        boolean hasTargets = checkedForm(form, targets);
        FeatureEncoding encoding =
                (form & FeatureEncoding.UINT8.code()) == 0 ? FeatureEncoding.FLOAT32 : FeatureEncoding.UINT8;
        int label = buffer.getInt();
        long timestamp = buffer.getLong();
        float step = buffer.getFloat();
        int features = buffer.getInt();
        int wanted = slots.capacity(slots.vector());
        if (features != wanted) {
            throw BadExampleException.of(
                    Reason.WRONG_FEATURE_COUNT, "expected " + wanted + " features, found " + features);
        }
        int idBytes = buffer.getShort() & 0xFFFF;
        long labels = hasTargets ? label : 0;
        long expected = HEADER_BYTES + idBytes + (long) features * encoding.bytes() + labels * Float.BYTES;
        if (labels < 0 || length != expected) {
            throw BadExampleException.malformed(length + " bytes where the header announces " + expected);
        }
        // A field that the schema takes from elsewhere is not taken from the value.
        if (idBytes > 0 && slots.isInValue(slots.id())) {
            int from = buffer.arrayOffset() + HEADER_BYTES;
            into.setText(slots.id(), Utf8Text.read(buffer.array(), from, idBytes, "the id", limits));
        }
        if (timestamp != NO_TIMESTAMP && slots.isInValue(slots.timestamp())) {
            into.setNumber(slots.timestamp(), (double) timestamp, Long.toString(timestamp));
        }
        encoding.read(buffer, HEADER_BYTES + idBytes, features, step, into);
        if (slots.isInValue(slots.label())) {
            readLabel(buffer, label, hasTargets, into);
        }
    }

    private static void readLabel(ByteBuffer buffer, int label, boolean hasTargets, FieldValues into)
            throws BadExampleException {
        if (hasTargets) {
            readTargets(buffer.position(buffer.limit() - label * Float.BYTES), label, into);
        } else {
            into.setIndex(into.slots().label(), label);
        }
    }

    private static void readTargets(ByteBuffer buffer, int count, FieldValues into) throws BadExampleException {
        int slot = into.slots().label();
        double[] targets = into.array(slot);
        for (int i = 0; i < Math.min(count, targets.length); i++) {
            targets[i] = buffer.getFloat();
        }
        into.setNumbers(slot, count);
    }

    /** @return whether the label is targets */
    private static boolean checkedForm(byte form, int wanted) throws BadExampleException {
        if (form < 0 || form > (FeatureEncoding.UINT8.code() | TARGETS)) {
            throw BadExampleException.malformed(
                    "encoding " + form + " is not 0 (float32) or 1 (uint8), nor 2 more for targets");
        }
        boolean targets = (form & TARGETS) != 0;
        if (targets == (wanted == 0)) {
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
