package org.millrace.model.format;

import java.io.DataInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/** Takes bytes from a {@link DataInput}, never more than asked for, and keeps their CRC-32. */
public final class ChecksumInput extends InputStream {

    private final DataInput in;
    private final CRC32 crc = new CRC32();

    public ChecksumInput(DataInput in) {
        this.in = in;
    }

    /** The CRC-32 of everything taken so far. */
    public int checksum() {
        return (int) crc.getValue();
    }

    @Override
    public int read() throws IOException {
        int b = in.readUnsignedByte();
        crc.update(b);
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        in.readFully(bytes, offset, length);
        crc.update(bytes, offset, length);
        return length;
    }
}
