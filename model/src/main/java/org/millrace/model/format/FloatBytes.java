package org.millrace.model.format;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import org.millrace.model.math.OffHeap;

/** Float vectors as little-endian bytes, a block at a time. */
public final class FloatBytes {

    private static final int BLOCK = 4096;

    private final float[] values = new float[BLOCK];
    private final byte[] bytes = new byte[BLOCK * Float.BYTES];
    private final ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

    public void write(OffHeap source, DataOutput out) throws IOException {
        for (int offset = 0; offset < source.length(); offset += BLOCK) {
            out.write(bytes, 0, encode(source, offset));
        }
    }

    public void digest(OffHeap source, MessageDigest digest) {
        for (int offset = 0; offset < source.length(); offset += BLOCK) {
            digest.update(bytes, 0, encode(source, offset));
        }
    }

    public void read(DataInput in, OffHeap target) throws IOException {
        for (int offset = 0; offset < target.length(); offset += BLOCK) {
            int size = Math.min(BLOCK, target.length() - offset);
            in.readFully(bytes, 0, size * Float.BYTES);
            view.asFloatBuffer().get(0, values, 0, size);
            target.put(offset, values, 0, size);
        }
    }

    public void write(float[] source, DataOutput out) throws IOException {
        for (int offset = 0; offset < source.length; offset += BLOCK) {
            int size = Math.min(BLOCK, source.length - offset);
            view.asFloatBuffer().put(0, source, offset, size);
            out.write(bytes, 0, size * Float.BYTES);
        }
    }

    public void read(DataInput in, float[] target) throws IOException {
        for (int offset = 0; offset < target.length; offset += BLOCK) {
            int size = Math.min(BLOCK, target.length - offset);
            in.readFully(bytes, 0, size * Float.BYTES);
            view.asFloatBuffer().get(0, target, offset, size);
        }
    }

    private int encode(OffHeap source, int offset) {
        int size = Math.min(BLOCK, source.length() - offset);
        source.get(offset, values, 0, size);
        view.asFloatBuffer().put(0, values, 0, size);
        return size * Float.BYTES;
    }
}
