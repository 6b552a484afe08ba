package org.millrace.operators.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.FieldValues;

/**
 * Avro as Confluent's serializers write it: a zero, the id of the writer's schema in four bytes, and a record in Avro's binary
 * encoding. The schemas come from a registry.
 */
public final class AvroExampleFormat implements ExampleFormat {

    public static final String CONTENT_TYPE = "application/avro";

    private static final int HEADER_BYTES = 5;

    private final Optional<SchemaRegistry> registry;
    private final Limits limits;
    private final GenericData data = new GenericData();
    private final Map<Integer, GenericDatumReader<Object>> readers = new HashMap<>();
    private BinaryDecoder decoder;

    AvroExampleFormat(FormatSettings settings) {
        registry = Optional.of(settings.registry())
                .filter(known -> !known.equals(FormatSettings.Registry.NONE))
                .map(SchemaRegistry::new);
        limits = settings.limits();
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
        data.addLogicalTypeConversion(new Conversions.UUIDConversion());
        data.addLogicalTypeConversion(new TimeConversions.DateConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
    }

    @Override
    public String contentType() {
        return CONTENT_TYPE;
    }

    @Override
    public boolean labelsByName() {
        return true;
    }

    @Override
    public void read(ByteBuffer value, FieldValues into) throws BadExampleException {
        int length = value.remaining();
        if (length < HEADER_BYTES || value.get(value.position()) != 0) {
            throw BadExampleException.malformed("not Avro behind a zero and the id of a schema: " + length + " bytes");
        }
        int id = value.getInt(value.position() + 1);
        GenericDatumReader<Object> reader = reader(id);
        decoder = DecoderFactory.get()
                .binaryDecoder(
                        value.array(),
                        value.arrayOffset() + value.position() + HEADER_BYTES,
                        length - HEADER_BYTES,
                        decoder);
        try {
            Object record = reader.read(null, new LimitedDecoder(decoder, limits.textLength()));
            if (!decoder.isEnd()) {
                throw BadExampleException.malformed("more follows after the Avro record of schema " + id);
            }
            new AvroFields(limits).read(record, into);
        } catch (LimitedDecoder.TooLongException e) {
            throw BadExampleException.of(
                    Reason.TEXT_TOO_LONG, "a text or bytes are too long; the limit is " + limits.textLength());
        } catch (IOException | AvroRuntimeException | ClassCastException | IndexOutOfBoundsException e) {
            throw BadExampleException.malformed("not a record of Avro schema " + id + ": "
                    + Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName()));
        }
    }

    private GenericDatumReader<Object> reader(int id) throws BadExampleException {
        GenericDatumReader<Object> reader = readers.get(id);
        if (reader == null) {
            Schema schema = registry.orElseThrow(() -> BadExampleException.of(
                            Reason.UNKNOWN_SCHEMA,
                            "Avro of schema " + id + ", but no registry is known: avro.registry names it"))
                    .schema(id)
                    .orElseThrow(() ->
                            BadExampleException.of(Reason.UNKNOWN_SCHEMA, "the schema registry has no schema " + id));
            reader = new BoundedReader(schema, data, limits.arrayLength());
            readers.put(id, reader);
        }
        return reader;
    }

    @Override
    public byte[] write(LabelledExample example, ExampleSchema schema) {
        throw new IllegalArgumentException("Avro is read only: its schemas are registered by whoever owns them");
    }

    /** Refuses arrays beyond a limit before memory is taken for them. */
    private static final class BoundedReader extends GenericDatumReader<Object> {

        private final int longest;

        BoundedReader(Schema schema, GenericData data, int longest) {
            super(schema, schema, data);
            this.longest = longest;
        }

        @Override
        protected Object newArray(Object old, int size, Schema schema) {
            require(size);
            return super.newArray(old, size, schema);
        }

        @Override
        protected void addToArray(Object array, long position, Object element) {
            require(position);
            super.addToArray(array, position, element);
        }

        private void require(long size) {
            if (size > longest) {
                throw new AvroRuntimeException("an array of more than " + longest + " values");
            }
        }
    }
}
