package org.millrace.operators.format;

import java.nio.ByteBuffer;
import org.millrace.operators.record.DeadLetter.Reason;

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
        float[] read(ByteBuffer in, float scale, ExampleSchema schema) throws BadExampleException {
            float[] features = new float[schema.features()];
            in.asFloatBuffer().get(features);
            for (int i = 0; i < features.length; i++) {
                schema.checkedFeature(i, features[i]);
            }
            return features;
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
        float[] read(ByteBuffer in, float scale, ExampleSchema schema) throws BadExampleException {
            if (!Float.isFinite(scale * 0xFF)) {
                throw BadExampleException.of(Reason.NOT_A_FINITE_NUMBER, "scale is not a usable float32: " + scale);
            }
            float[] features = new float[schema.features()];
            byte[] steps = new byte[features.length];
            in.get(steps);
            for (int i = 0; i < features.length; i++) {
                features[i] = (steps[i] & 0xFF) * scale;
            }
            return features;
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

    /** Reads from the buffer's position; its position afterwards is undefined. */
    abstract float[] read(ByteBuffer in, float scale, ExampleSchema schema) throws BadExampleException;
}
