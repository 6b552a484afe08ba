package org.millrace.operators.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.millrace.operators.record.DeadLetter.Reason;

/**
 * {@code {"id": "a-17", "ts": 1767225600000, "features": [0.5, 12, …], "label": 3}}.
 *
 * <p>{@code label} is the name of a class; a number is the index of a class, unless all names of classes are whole
 * numbers: then it is a name too. In multi-label it is an array, either of the names of the properties that the example has
 * or of a 0 or 1 for each; in regression an array of numbers, or the number itself where there is one. {@code id} (text or whole number) and {@code ts} (milliseconds
 * since the epoch) may be left out. Other fields are passed over.
 */
public final class JsonExampleFormat implements ExampleFormat {

    public static final String CONTENT_TYPE = "application/json";

    private static final long serialVersionUID = 1L;

    // NaN is read as a token of its own so that the dead letter can name the feature.
    private static final JsonFactory JSON = new NumberArrayParser.Factory(new JsonFactoryBuilder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION));

    @Override
    public String contentType() {
        return CONTENT_TYPE;
    }

    @Override
    public void read(ByteBuffer value, ExampleRow into) throws BadExampleException {
        try (JsonParser parser =
                JSON.createParser(value.array(), value.arrayOffset() + value.position(), value.remaining())) {
            into.begin();
            read(parser, into);
        } catch (JsonProcessingException e) {
            throw BadExampleException.malformed("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw BadExampleException.malformed("not JSON: " + e.getMessage());
        }
    }

    private static void read(JsonParser parser, ExampleRow into) throws IOException, BadExampleException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw BadExampleException.malformed("not a JSON object");
        }
        boolean features = false;
        boolean label = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "id" -> into.setId(readId(parser));
                case "ts" -> into.setTimestamp(readTimestamp(parser));
                case "features" -> {
                    readFeatures(parser, into);
                    features = true;
                }
                case "label" -> {
                    JsonLabels.read(parser, into);
                    label = true;
                }
                default -> parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw BadExampleException.malformed("more follows after the JSON object");
        }
        if (!features) {
            throw BadExampleException.missing("features");
        }
        if (!label) {
            throw BadExampleException.missing("label");
        }
    }

    private static String readId(JsonParser parser) throws IOException, BadExampleException {
        if (parser.currentToken() == JsonToken.VALUE_STRING || parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return parser.getText();
        }
        throw BadExampleException.malformed("\"id\" is neither text nor a whole number");
    }

    private static long readTimestamp(JsonParser parser) throws IOException, BadExampleException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw BadExampleException.malformed("\"ts\" is not a whole number of milliseconds");
        }
        return parser.getLongValue();
    }

    private static void readFeatures(JsonParser parser, ExampleRow into) throws IOException, BadExampleException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw BadExampleException.malformed("\"features\" is not an array");
        }
        int expected = into.schema().features();
        int count = parser instanceof NumberArrayParser plain ? into.readPlainNumbers(plain) : 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!parser.currentToken().isNumeric()) {
                throw BadExampleException.of(
                        Reason.NOT_A_FINITE_NUMBER, "feature " + count + " is not a number: " + described(parser));
            }
            if (count < expected) {
                into.setFeature(count, parser.getDoubleValue());
            }
            count++;
        }
        into.schema().checkFeatureCount(count);
    }

    private static String described(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_ARRAY -> "an array";
            case START_OBJECT -> "an object";
            case VALUE_STRING -> "text";
            default -> parser.getText();
        };
    }

    @Override
    public boolean labelsByName() {
        return true;
    }

    /** JSON text in UTF-8, the label by its name; whole numbers are written without a fraction. */
    @Override
    public byte[] write(LabelledExample example, ExampleSchema schema) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(32 + 6 * example.features().length);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            if (example.id().isPresent()) {
                json.writeStringField("id", example.id().get());
            }
            if (example.timestamp().isPresent()) {
                json.writeNumberField("ts", example.timestamp().getAsLong());
            }
            json.writeArrayFieldStart("features");
            for (float feature : example.features()) {
                writeNumber(json, feature);
            }
            json.writeEndArray();
            json.writeFieldName("label");
            JsonLabels.write(json, example, schema);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static void writeNumber(JsonGenerator json, float number) throws IOException {
        if (number == (int) number) {
            json.writeNumber((int) number);
        } else {
            json.writeNumber(number);
        }
    }
}
