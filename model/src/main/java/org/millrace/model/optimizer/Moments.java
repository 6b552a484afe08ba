package org.millrace.model.optimizer;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.millrace.model.format.FloatBytes;
import org.millrace.model.format.Versions;

/**
 * The memory of an optimizer: vectors as long as the parameters, zero at first, kept in blocks, because the optimizer's
 * loops are fastest over arrays that start with the block and stay in the first-level cache.
 */
public final class Moments {

    public static final int BLOCK = 2048;

    /** Moments that were never cleared are written in version 1, which earlier versions read, too. */
    private static final int VERSION = 2;

    private final float[][][] blocks;
    private final int vectors;
    private final int length;
    private long since;

    public Moments(int vectors, int length) {
        this.vectors = vectors;
        this.length = length;
        int count = (int) ((length + BLOCK - 1L) / BLOCK);
        blocks = new float[count][vectors][];
        for (int block = 0; block < count; block++) {
            for (int vector = 0; vector < vectors; vector++) {
                blocks[block][vector] = new float[Math.min(BLOCK, length - block * BLOCK)];
            }
        }
    }

    public int vectors() {
        return vectors;
    }

    /** One array per vector: the values from {@code block · BLOCK} on. */
    public float[][] block(int block) {
        return blocks[block];
    }

    /** The value of a vector at an index of the parameters. */
    public float get(int vector, int index) {
        return blocks[index / BLOCK][vector][index % BLOCK];
    }

    public void set(int vector, int index, float value) {
        blocks[index / BLOCK][vector][index % BLOCK] = value;
    }

    /** The step after which they were zero: 0 unless {@link #clear} was called. Corrections of a bias count from there. */
    public long since() {
        return since;
    }

    /** Makes all of them zero, as before a first step. */
    public void clear(long step) {
        since = step;
        for (float[][] block : blocks) {
            for (float[] vector : block) {
                Arrays.fill(vector, 0);
            }
        }
    }

    public Moments copy() {
        Moments copy = new Moments(vectors, length);
        copy.since = since;
        for (int block = 0; block < blocks.length; block++) {
            for (int vector = 0; vector < vectors; vector++) {
                System.arraycopy(blocks[block][vector], 0, copy.blocks[block][vector], 0, blocks[block][vector].length);
            }
        }
        return copy;
    }

    /** Writes a version byte, since when, if not from the first step on, then vector after vector as little-endian float32. */
    public void write(FloatBytes floats, DataOutput out) throws IOException {
        out.writeByte(since == 0 ? 1 : VERSION);
        if (since != 0) {
            out.writeLong(since);
        }
        for (int vector = 0; vector < vectors; vector++) {
            for (float[][] block : blocks) {
                floats.write(block[vector], out);
            }
        }
    }

    /** Takes on the vectors that {@link #write} wrote. */
    public void readFrom(FloatBytes floats, DataInput in) throws IOException {
        if (Versions.read("an optimizer's moments", VERSION, in) == 1) {
            readV1(floats, in);
        } else {
            readV2(floats, in);
        }
    }

    private void readV2(FloatBytes floats, DataInput in) throws IOException {
        since = in.readLong();
        readV1(floats, in);
    }

    private void readV1(FloatBytes floats, DataInput in) throws IOException {
        for (int vector = 0; vector < vectors; vector++) {
            for (float[][] block : blocks) {
                floats.read(in, block[vector]);
            }
        }
    }
}
