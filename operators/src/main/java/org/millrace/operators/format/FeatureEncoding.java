package org.millrace.operators.format;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.schema.FieldValues;

/** The form of the features in the binary format. */
enum FeatureEncoding {
    /** A float32 for each feature. */
    FLOAT32(0, Float.BYTES) {
        @Override
        void write(float[] features, float scale, ByteBuffer out) {
            for (float feature : features) {
                out.putFloat(feature);
            }
        }

        @Override
        void read(ByteBuffer value, int from, int count, float scale, FieldValues into) throws BadExampleException {
            FloatBuffer numbers = value.position(from).asFloatBuffer().limit(count);
            into.setFloats(into.slots().vector(), numbers);
        }
    },
    /** A byte for each feature, to be multiplied by the scale. */
    UINT8(1, 1) {
        @Override
        void write(float[] features, float scale, ByteBuffer out) {
            for (float feature : features) {
                int step = Math.round(feature / scale);
                if (step < 0 || step > 0xFF) {
                    throw new IllegalArgumentException(
                            "feature must be within 0 … 255 times " + scale + ": " + feature);
                }
                out.put((byte) step);
            }
        }

        @Override
        void read(ByteBuffer value, int from, int count, float scale, FieldValues into) throws BadExampleException {
            into.setSteps(into.slots().vector(), value.array(), value.arrayOffset() + from, count, scale);
        }
    };

    private final byte code;
    private final int bytes;

    FeatureEncoding(int code, int bytes) {
        this.code = (byte) code;
        this.bytes = bytes;
    }

    byte code() {
        return code;
    }

    /** Bytes of one feature. */
    int bytes() {
        return bytes;
    }

    /** @throws IllegalArgumentException if a feature does not fit */
    abstract void write(float[] features, float scale, ByteBuffer out);

    /** Reads {@code count} features that begin at {@code from} in a little-endian buffer. */
    abstract void read(ByteBuffer value, int from, int count, float scale, FieldValues into) throws BadExampleException;
}
