package org.millrace.jobs.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.millrace.jobs.config.ConfigException;

/**
 * Bytes in the IDX format of the MNIST database: two zero bytes, the type of the values (8 for unsigned bytes), the
 * number of dimensions, the length of each as a big-endian integer of 32 bits, then the values.
 */
final class IdxFile {

    private static final int UNSIGNED_BYTES = 0x0800;
    private static final int MOST_DIMENSIONS = 255;

    private final Path file;
    private final int[] lengths;
    private final byte[] values;

    private IdxFile(Path file, int[] lengths, byte[] values) {
        this.file = file;
        this.lengths = lengths;
        this.values = values;
    }

    /**
     * Reads a file, compressed or not.
     *
     * @param dimensions number of dimensions it must have
     * @throws ConfigException if it is not an IDX file of unsigned bytes with {@code dimensions} dimensions, or shorter or longer
     *     than it says
     */
    static IdxFile read(Path file, int dimensions) {
        return read(file, dimensions, dimensions);
    }

    /** Reads a file of two dimensions or more. */
    static IdxFile read(Path file) {
        return read(file, 2, MOST_DIMENSIONS);
    }

    private static IdxFile read(Path file, int fewest, int most) {
        try (DataInputStream stream = new DataInputStream(DataFile.open(file))) {
            int magic = stream.readInt();
            int dimensions = magic - UNSIGNED_BYTES;
            if (dimensions < fewest || dimensions > most) {
                throw damaged(
                        file, "it starts with 0x%08x instead of 0x%08x".formatted(magic, UNSIGNED_BYTES + fewest));
            }
            int[] lengths = new int[dimensions];
            for (int dimension = 0; dimension < dimensions; dimension++) {
                lengths[dimension] = stream.readInt();
            }
            int size = size(file, lengths);
            byte[] values = stream.readNBytes(size);
            if (values.length < size || stream.read() >= 0) {
                throw damaged(file, "it does not hold the " + size + " bytes of values that it announces");
            }
            return new IdxFile(file, lengths, values);
        } catch (NoSuchFileException e) {
            throw new ConfigException("file not found: " + file, e);
        } catch (EOFException e) {
            throw damaged(file, "it ends too early", e);
        } catch (IOException e) {
            throw damaged(file, "it cannot be read", e);
        }
    }

    /** How many values there are. */
    int size() {
        return values.length;
    }

    /** Length of a dimension. */
    int length(int dimension) {
        return lengths[dimension];
    }

    /** The value at an index into all of them, 0 to 255. */
    int value(int index) {
        return Byte.toUnsignedInt(values[index]);
    }

    /** The greatest value; 0 if there are none. */
    int greatestValue() {
        int greatest = 0;
        for (byte value : values) {
            greatest = Math.max(greatest, Byte.toUnsignedInt(value));
        }
        return greatest;
    }

    /** The error of a file with wrong content. */
    ConfigException damaged(String problem) {
        return damaged(file, problem);
    }

    private static int size(Path file, int[] lengths) {
        try {
            int size = 1;
            for (int length : lengths) {
                if (length <= 0) {
                    throw damaged(file, "a dimension has the length " + length);
                }
                size = Math.multiplyExact(size, length);
            }
            return size;
        } catch (ArithmeticException e) {
            throw damaged(file, "its dimensions are too large", e);
        }
    }

    private static ConfigException damaged(Path file, String problem) {
        return damaged(file, problem, null);
    }

    private static ConfigException damaged(Path file, String problem, Exception cause) {
        return new ConfigException(file + " is not the file it should be: " + problem + "; get it anew", cause);
    }
}
