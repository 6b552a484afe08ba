package org.millrace.model.format;

import java.io.DataOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;

/** Passes bytes on to a {@link DataOutput} and keeps their CRC-32. */
public final class ChecksumOutput extends OutputStream {

    private final DataOutput out;
    private final CRC32 crc = new CRC32();

    public ChecksumOutput(DataOutput out) {
        this.out = out;
    }

    /** The CRC-32 of everything passed on so far. */
    public int checksum() {
        return (int) crc.getValue();
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        crc.update(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        crc.update(bytes, offset, length);
    }
}
