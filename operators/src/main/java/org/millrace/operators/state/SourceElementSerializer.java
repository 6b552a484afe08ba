package org.millrace.operators.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.LostRecords;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.SourceElement;

/** Serializes {@link SourceElement}s. */
public final class SourceElementSerializer extends ValueSerializer<SourceElement> {

    static final SourceElementSerializer INSTANCE = new SourceElementSerializer();

    private static final long serialVersionUID = 1L;

    private static final int END_OF_PASS = 0;
    private static final int RECORD = 1;
    private static final int LOST_RECORDS = 2;

    @Override
    public String name() {
        return "source-element";
    }

    @Override
    public void serialize(SourceElement element, DataOutputView out) throws IOException {
        if (element instanceof RawRecord record) {
            out.writeByte(RECORD);
            writeRecord(record, out);
        } else if (element instanceof EndOfPass end) {
            out.writeByte(END_OF_PASS);
            Wire.writeEndOfPass(end, out);
        } else if (element instanceof LostRecords lost) {
            out.writeByte(LOST_RECORDS);
            Wire.writeText(lost.topic(), out);
            out.writeInt(lost.partition());
            out.writeLong(lost.from());
            out.writeLong(lost.to());
        }
    }

    @Override
    public SourceElement deserialize(DataInputView in) throws IOException {
        int tag = in.readByte();
        return switch (tag) {
            case RECORD -> readRecord(in);
            case END_OF_PASS -> Wire.readEndOfPass(in);
            case LOST_RECORDS -> new LostRecords(Wire.readText(in), in.readInt(), in.readLong(), in.readLong());
            default -> throw new IOException("an element of form " + tag + " is unknown to this Millrace");
        };
    }

    static void writeRecord(RawRecord record, DataOutputView out) throws IOException {
        Wire.writeReading(record.reading(), out);
        Wire.writePlace(record.place(), out);
        out.writeLong(record.timestamp());
        Wire.writeBytes(record.key(), out);
        writeValue(record.value(), out);
        out.writeInt(record.headers().size());
        for (RawRecord.Header header : record.headers()) {
            Wire.writeText(header.name(), out);
            Wire.writeBytes(header.value(), out);
        }
    }

    static RawRecord readRecord(DataInputView in) throws IOException {
        return new RawRecord(
                Wire.readReading(in),
                Wire.readPlace(in),
                in.readLong(),
                Wire.readBytes(in),
                readValue(in),
                readHeaders(in));
    }

    private static void writeValue(ByteBuffer value, DataOutputView out) throws IOException {
        if (value == null) {
            Wire.writeBytes(null, out);
        } else {
            out.writeInt(value.remaining());
            out.write(value.array(), value.arrayOffset() + value.position(), value.remaining());
        }
    }

    private static ByteBuffer readValue(DataInputView in) throws IOException {
        byte[] value = Wire.readBytes(in);
        return value == null ? null : ByteBuffer.wrap(value);
    }

    private static List<RawRecord.Header> readHeaders(DataInputView in) throws IOException {
        int count = in.readInt();
        List<RawRecord.Header> headers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            headers.add(new RawRecord.Header(Wire.readText(in), Wire.readBytes(in)));
        }
        return headers;
    }
}
