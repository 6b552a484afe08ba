package org.millrace.operators.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.FieldValues;

/**
 * A JSON object in UTF-8, whose fields the schema names; by default {@code {"id": "a-17", "ts": 1767225600000, "features":
 * [0.5, 12, …], "label": 3}}. Other fields are passed over. An object behind the magic byte and the schema id of Confluent's
 * JSON Schema serializer is read as well.
 */
public final class JsonExampleFormat implements ExampleFormat {

    public static final String CONTENT_TYPE = "application/json";

    private static final JsonFactory WRITER = new JsonFactory();
    private static final int SCHEMA_ID_BYTES = 5;

    private final JsonFields fields;

    /** With the usual limits. */
    public JsonExampleFormat() {
        this(Limits.DEFAULT);
    }

    JsonExampleFormat(Limits limits) {
        fields = new JsonFields(limits);
    }

    @Override
    public String contentType() {
        return CONTENT_TYPE;
    }

    @Override
    public void read(ByteBuffer value, FieldValues into) throws BadExampleException {
        int skipped = isBehindSchemaId(value) ? SCHEMA_ID_BYTES : 0;
        if (skipped == 0 && isPerhapsAvro(value)) {
            throw BadExampleException.malformed("not JSON but perhaps Avro, since it begins with a zero;"
                    + " source.format avro or a header content-type application/avro says so");
        }
        fields.read(
                value.array(),
                value.arrayOffset() + value.position() + skipped,
                value.remaining() - skipped,
                into.slots().value(),
                into);
    }

    /** In JSON a zero can only be part of a wider encoding, which has the brace near the beginning. */
    private static boolean isPerhapsAvro(ByteBuffer value) {
        int at = value.position();
        return value.remaining() > SCHEMA_ID_BYTES
                && value.get(at) == 0
                && value.get(at + 1) != '{'
                && value.get(at + 3) != '{';
    }

    /** Whether a JSON object follows on a zero and the id of a schema, four bytes. */
    public static boolean isBehindSchemaId(ByteBuffer value) {
        int at = value.position();
        return value.remaining() > SCHEMA_ID_BYTES && value.get(at) == 0 && value.get(at + SCHEMA_ID_BYTES) == '{';
    }

    @Override
    public boolean labelsByName() {
        return true;
    }

    /** The label by its name; whole numbers without a fraction. */
    @Override
    public byte[] write(LabelledExample example, ExampleSchema schema) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(32 + 6 * example.features().length);
        try (JsonGenerator json = WRITER.createGenerator(bytes)) {
            JsonExamples.write(example, schema, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
