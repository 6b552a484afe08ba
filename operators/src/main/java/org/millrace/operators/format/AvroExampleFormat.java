package org.millrace.operators.format;

import static org.millrace.operators.record.BadExampleException.abbreviated;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.SystemLimitException;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;
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
    private final AvroFields fields;
    private final GenericData data = new GenericData();
    private final Map<Integer, GenericDatumReader<Object>> readers = new HashMap<>();
    private BinaryDecoder decoder;

    AvroExampleFormat(FormatSettings settings) {
        registry = Optional.of(settings.registry())
                .filter(known -> !known.equals(FormatSettings.Registry.NONE))
                .map(SchemaRegistry::new);
        limits = settings.limits();
        fields = new AvroFields(limits);
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
        data.addLogicalTypeConversion(new Conversions.UUIDConversion());
        data.addLogicalTypeConversion(new TimeConversions.DateConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampNanosConversion());
        data.addLogicalTypeConversion(new TimeConversions.LocalTimestampMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.LocalTimestampMicrosConversion());
        data.addLogicalTypeConversion(new TimeConversions.LocalTimestampNanosConversion());
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
        Object record = record(value, id, reader(id));
        if (!ended()) {
            throw BadExampleException.malformed("more follows after the Avro record of schema " + id);
        }
        fields.read(record, into);
    }

    private boolean ended() {
        try {
            return decoder.isEnd();
        } catch (IOException e) {
            throw new IllegalStateException("An array can be read.", e);
        }
    }

    private Object record(ByteBuffer value, int id, GenericDatumReader<Object> reader) throws BadExampleException {
        int length = value.remaining() - HEADER_BYTES;
        decoder = DecoderFactory.get()
                .binaryDecoder(value.array(), value.arrayOffset() + value.position() + HEADER_BYTES, length, decoder);
        try {
            return reader.read(null, new LimitedDecoder(decoder, length, limits));
        } catch (LimitedDecoder.BeyondLimitException e) {
            throw BadExampleException.of(e.reason(), e.getMessage());
        } catch (SystemLimitException e) {
            throw BadExampleException.of(Reason.ARRAY_TOO_LONG, abbreviated(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            // Bytes that are not what the schema says end in exceptions of many kinds, those of logical types among
            // them.
            throw BadExampleException.malformed("not a record of Avro schema " + id + ": "
                    + abbreviated(Optional.ofNullable(e.getMessage())
                            .orElse(e.getClass().getSimpleName())));
        }
    }

    private GenericDatumReader<Object> reader(int id) throws BadExampleException {
        GenericDatumReader<Object> reader = readers.get(id);
        if (reader == null) {
            SchemaRegistry schemas = registry.orElseThrow(() -> BadExampleException.of(
                    Reason.UNKNOWN_SCHEMA,
                    "Avro of schema " + id + ", but no registry is known: avro.registry names it"));
            reader = new BoundedReader(schemas.schema(id), data, limits.nesting());
            readers.put(id, reader);
        }
        return reader;
    }

    @Override
    public byte[] write(LabelledExample example, ExampleSchema schema) {
        throw new IllegalArgumentException("Avro is read only: its schemas are registered by whoever owns them");
    }

    /** Refuses records, arrays and maps that stand too deep in each other, before the stack overflows. */
    private static final class BoundedReader extends GenericDatumReader<Object> {

        /** Reads what stands one deeper. */
        private interface ValueReader {
            Object read() throws IOException;
        }

        private final int deepest;
        private int depth;

        BoundedReader(Schema schema, GenericData data, int deepest) {
            super(schema, schema, data);
            this.deepest = deepest;
        }

        @Override
        public Object read(Object old, Decoder in) throws IOException {
            depth = 0;
            return super.read(old, in);
        }

        @Override
        protected Object readRecord(Object old, Schema schema, ResolvingDecoder in) throws IOException {
            return nested(() -> super.readRecord(old, schema, in));
        }

        @Override
        protected Object readArray(Object old, Schema schema, ResolvingDecoder in) throws IOException {
            return nested(() -> super.readArray(old, schema, in));
        }

        @Override
        protected Object readMap(Object old, Schema schema, ResolvingDecoder in) throws IOException {
            return nested(() -> super.readMap(old, schema, in));
        }

        private Object nested(ValueReader reader) throws IOException {
            if (++depth > deepest) {
                throw new LimitedDecoder.BeyondLimitException(
                        Reason.TOO_DEEPLY_NESTED, "more than " + deepest + " records, arrays and maps in each other");
            }
            Object value = reader.read();
            depth--;
            return value;
        }

        @Override
        protected Object readString(Object old, Decoder in) throws IOException {
            return in.readString();
        }
    }
}
