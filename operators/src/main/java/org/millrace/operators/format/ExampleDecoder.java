package org.millrace.operators.format;

import java.nio.ByteBuffer;
import java.util.List;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.schema.ExampleRow;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.FieldPath;
import org.millrace.operators.schema.FieldSlots;
import org.millrace.operators.schema.FieldValues;
import org.millrace.operators.schema.PreviousValues;
import org.millrace.operators.schema.RowEncoder;

/** Makes examples of records: their values by their format, and what stands in keys, headers and timestamps. */
public final class ExampleDecoder {

    /** The attributes of CloudEvents in binary mode, where the value has no id or timestamp of its own. */
    private static final String CLOUD_EVENT_ID = "ce_id";

    private static final String CLOUD_EVENT_TIME = "ce_time";

    private final ExampleFormats formats;
    private final JsonFields keys;
    private final Limits limits;
    private final RowEncoder encoder;
    private final FieldValues values;
    private List<RawRecord.Header> headers;
    private ExampleFormat format;

    /** @throws IllegalArgumentException if the schema or the settings contradict themselves */
    public ExampleDecoder(ExampleSchema schema, FormatSettings settings) {
        formats = new ExampleFormats(settings);
        limits = settings.limits();
        keys = new JsonFields(limits);
        encoder = new RowEncoder(schema);
        values = encoder.values();
    }

    /** The row that every example is read into. */
    public ExampleRow row() {
        return encoder.row();
    }

    /**
     * Reads a record into the row.
     *
     * @param previous the example before in the partition; receives this one
     * @throws BadExampleException if the record is no example
     */
    public void decode(RawRecord record, PreviousValues previous) throws BadExampleException {
        ByteBuffer value = record.value();
        if (value == null || !value.hasRemaining()) {
            throw BadExampleException.of(Reason.EMPTY_VALUE, "the record has no value");
        }
        if (value.remaining() > limits.recordBytes()) {
            throw BadExampleException.of(
                    Reason.TOO_LARGE, value.remaining() + " bytes; the limit of records is " + limits.recordBytes());
        }
        values.begin();
        formatOf(record).read(value, values);
        readAround(record);
        encoder.encode(previous);
    }

    /** Most records have the headers of the one before, and sources share them. */
    private ExampleFormat formatOf(RawRecord record) throws BadExampleException {
        if (format == null || record.headers() != headers) {
            format = formats.of(record);
            headers = record.headers();
        }
        return format;
    }

    private void readAround(RawRecord record) throws BadExampleException {
        FieldSlots slots = values.slots();
        for (int slot : slots.outsideOfValue()) {
            FieldPath path = slots.path(slot);
            switch (path.part()) {
                case VALUE -> throw new IllegalStateException("a field of the value: " + path);
                case TIMESTAMP -> {
                    // A topic may have been written without timestamps; its records have -1.
                    if (record.timestamp() >= 0) {
                        values.setNumber(slot, (double) record.timestamp(), Long.toString(record.timestamp()));
                    }
                }
                case HEADER -> setHeader(record, path.names().get(0), slot);
                case KEY -> {
                    if (path.names().isEmpty() && record.key() != null) {
                        setText(record.key(), slot);
                    }
                }
            }
        }
        if (slots.key().hasChildren() && record.key() != null) {
            keys.read(record.key(), 0, record.key().length, slots.key(), values);
        }
        if (!record.headers().isEmpty()) {
            setUnlessKnown(record, CLOUD_EVENT_ID, slots.id());
            setUnlessKnown(record, CLOUD_EVENT_TIME, slots.timestamp());
        }
    }

    private void setUnlessKnown(RawRecord record, String header, int slot) throws BadExampleException {
        if (!values.has(slot)) {
            setHeader(record, header, slot);
        }
    }

    /** The last header of a name counts. */
    private void setHeader(RawRecord record, String name, int slot) throws BadExampleException {
        for (int i = record.headers().size() - 1; i >= 0; i--) {
            RawRecord.Header header = record.headers().get(i);
            if (header.name().equals(name) && header.value() != null) {
                setText(header.value(), slot);
                return;
            }
        }
    }

    private void setText(byte[] bytes, int slot) throws BadExampleException {
        String name = '"' + values.slots().path(slot).toString() + '"';
        values.setText(slot, Utf8Text.read(bytes, 0, bytes.length, name, limits));
    }
}
