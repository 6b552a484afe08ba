package org.millrace.operators.format;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.millrace.operators.record.DeadLetter.Reason;

/**
 * Avro's decoder for one record, which takes no memory for lengths that the record cannot have, and refuses texts and arrays
 * beyond the limits. All arrays and maps of the record count together: their elements need not take a byte each.
 */
final class LimitedDecoder extends Decoder {

    private final BinaryDecoder in;
    private final int recordBytes;
    private final Limits limits;
    private long elements;

    LimitedDecoder(BinaryDecoder in, int recordBytes, Limits limits) {
        this.in = in;
        this.recordBytes = recordBytes;
        this.limits = limits;
    }

    /** Something beyond a limit. */
    static final class BeyondLimitException extends AvroRuntimeException {

        private static final long serialVersionUID = 1L;

        private final Reason reason;

        BeyondLimitException(Reason reason, String message) {
            super(message);
            this.reason = reason;
        }

        Reason reason() {
            return reason;
        }
    }

    @Override
    public void readNull() throws IOException {
        in.readNull();
    }

    @Override
    public boolean readBoolean() throws IOException {
        return in.readBoolean();
    }

    @Override
    public int readInt() throws IOException {
        return in.readInt();
    }

    @Override
    public long readLong() throws IOException {
        return in.readLong();
    }

    @Override
    public float readFloat() throws IOException {
        return in.readFloat();
    }

    @Override
    public double readDouble() throws IOException {
        return in.readDouble();
    }

    @Override
    public Utf8 readString(Utf8 old) throws IOException {
        return new Utf8(readString());
    }

    @Override
    public String readString() throws IOException {
        byte[] text = readBlock();
        return Utf8Text.decode(text, 0, text.length);
    }

    @Override
    public void skipString() throws IOException {
        in.skipString();
    }

    @Override
    public ByteBuffer readBytes(ByteBuffer old) throws IOException {
        return ByteBuffer.wrap(readBlock());
    }

    private byte[] readBlock() throws IOException {
        long length = in.readLong();
        if (length > limits.textLength()) {
            throw new BeyondLimitException(
                    Reason.TEXT_TOO_LONG, "a text or bytes are too long; the limit is " + limits.textLength());
        }
        if (length < 0 || length > recordBytes) {
            throw new EOFException("a text of " + length + " bytes in a record of " + recordBytes);
        }
        byte[] bytes = new byte[(int) length];
        in.readFixed(bytes, 0, bytes.length);
        return bytes;
    }

    @Override
    public void skipBytes() throws IOException {
        in.skipBytes();
    }

    @Override
    public void readFixed(byte[] bytes, int start, int length) throws IOException {
        in.readFixed(bytes, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        in.skipFixed(length);
    }

    @Override
    public int readEnum() throws IOException {
        return in.readEnum();
    }

    /** Counts elements before memory is taken for them. */
    private long counted(long block) {
        elements += block;
        if (elements > limits.arrayLength()) {
            throw new BeyondLimitException(
                    Reason.ARRAY_TOO_LONG,
                    "more than " + limits.arrayLength() + " values in the arrays and maps of the Avro record");
        }
        return block;
    }

    @Override
    public long readArrayStart() throws IOException {
        return counted(in.readArrayStart());
    }

    @Override
    public long arrayNext() throws IOException {
        return counted(in.arrayNext());
    }

    @Override
    public long skipArray() throws IOException {
        return counted(in.skipArray());
    }

    @Override
    public long readMapStart() throws IOException {
        return counted(in.readMapStart());
    }

    @Override
    public long mapNext() throws IOException {
        return counted(in.mapNext());
    }

    @Override
    public long skipMap() throws IOException {
        return counted(in.skipMap());
    }

    @Override
    public int readIndex() throws IOException {
        return in.readIndex();
    }
}
