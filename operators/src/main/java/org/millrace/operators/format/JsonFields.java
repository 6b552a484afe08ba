package org.millrace.operators.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.schema.FieldTree;
import org.millrace.operators.schema.FieldValues;

/** Reads the fields that are wanted of a JSON object, and passes over all others. */
final class JsonFields {

    private final Limits limits;
    private final JsonFactory json;

    JsonFields(Limits limits) {
        this.limits = limits;
        // NaN is read as a token of its own, since it may stand for a missing number.
        json = new NumberArrayParser.Factory(new JsonFactoryBuilder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.nesting())
                        .maxStringLength(limits.textLength())
                        .build()));
    }

    /** @param fields those that are wanted of the object, the rest of {@code bytes} must be blank */
    void read(byte[] bytes, int from, int length, FieldTree fields, FieldValues into) throws BadExampleException {
        try (JsonParser parser = json.createParser(bytes, from, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw BadExampleException.malformed("not a JSON object");
            }
            readObject(parser, fields, into);
            if (parser.nextToken() != null) {
                throw BadExampleException.malformed("more follows after the JSON object");
            }
        } catch (StreamConstraintsException e) {
            throw beyond(e);
        } catch (JsonProcessingException e) {
            throw BadExampleException.malformed("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw BadExampleException.malformed("not JSON: " + e.getMessage());
        }
    }

    private BadExampleException beyond(StreamConstraintsException e) {
        String message = e.getOriginalMessage();
        if (message.startsWith("Document nesting depth")) {
            return BadExampleException.of(
                    Reason.TOO_DEEPLY_NESTED, "more than " + limits.nesting() + " objects and arrays in each other");
        }
        return BadExampleException.of(
                Reason.TEXT_TOO_LONG,
                "a text, name or number is too long; the limit of texts is " + limits.textLength());
    }

    private void readObject(JsonParser parser, FieldTree fields, FieldValues into)
            throws IOException, BadExampleException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            FieldTree field = fields.child(parser.currentName());
            JsonToken token = parser.nextToken();
            if (field == null) {
                parser.skipChildren();
            } else if (token == JsonToken.START_OBJECT && field.hasChildren()) {
                readObject(parser, field, into);
            } else if (field.isWanted()) {
                readValue(parser, token, field.slot(), into);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void readValue(JsonParser parser, JsonToken token, int slot, FieldValues into)
            throws IOException, BadExampleException {
        switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                if (into.wantsText(slot)) {
                    into.setNumber(slot, parser.getDoubleValue(), parser.getText());
                } else {
                    into.setNumber(slot, parser.getDoubleValue());
                }
            }
            case VALUE_STRING -> into.setText(slot, text(parser, slot, into));
            case VALUE_TRUE -> into.setFlag(slot, true);
            case VALUE_FALSE -> into.setFlag(slot, false);
            case VALUE_NULL -> into.setNull(slot);
            case START_ARRAY -> readArray(parser, slot, into);
            case START_OBJECT, VALUE_EMBEDDED_OBJECT -> {
                parser.skipChildren();
                into.setOther(slot);
            }
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE ->
                throw new IllegalStateException("no value of a field: " + token);
        }
    }

    private void readArray(JsonParser parser, int slot, FieldValues into) throws IOException, BadExampleException {
        double[] numbers = into.array(slot);
        int count = parser instanceof NumberArrayParser plain ? plain.readNumbers(numbers) : 0;
        if (count > limits.arrayLength()) {
            throw tooLong(slot, into);
        }
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            if (count == 0 && token == JsonToken.VALUE_STRING) {
                readTexts(parser, slot, into);
                return;
            }
            double number = number(parser, token, slot, count, into);
            if (count < numbers.length) {
                numbers[count] = number;
            }
            if (++count > limits.arrayLength()) {
                throw tooLong(slot, into);
            }
        }
        into.setNumbers(slot, count);
    }

    private static double number(JsonParser parser, JsonToken token, int slot, int index, FieldValues into)
            throws IOException, BadExampleException {
        if (token.isNumeric()) {
            return parser.getDoubleValue();
        }
        if (token == JsonToken.VALUE_NULL) {
            return Double.NaN;
        }
        throw BadExampleException.of(
                Reason.NOT_A_FINITE_NUMBER,
                '"' + into.slots().path(slot).toString() + "\"[" + index + "] is not a number: " + described(token));
    }

    private void readTexts(JsonParser parser, int slot, FieldValues into) throws IOException, BadExampleException {
        List<String> texts = new ArrayList<>();
        do {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw BadExampleException.malformed(
                        '"' + into.slots().path(slot).toString() + "\" mixes texts with other values");
            }
            texts.add(text(parser, slot, into));
            if (texts.size() > limits.arrayLength()) {
                throw tooLong(slot, into);
            }
        } while (parser.nextToken() != JsonToken.END_ARRAY);
        into.setTexts(slot, texts);
    }

    /** JSON can spell halves of a character, which have no bytes: state and topics could not hold them. */
    private static String text(JsonParser parser, int slot, FieldValues into) throws IOException, BadExampleException {
        String text = parser.getText();
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isHighSurrogate(text.charAt(i))
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw BadExampleException.malformed('"'
                            + into.slots().path(slot).toString() + "\" is not text in Unicode: half of a character");
                }
                i++;
            }
        }
        return text;
    }

    private BadExampleException tooLong(int slot, FieldValues into) {
        return BadExampleException.of(
                Reason.ARRAY_TOO_LONG,
                '"' + into.slots().path(slot).toString() + "\" has more than " + limits.arrayLength() + " values");
    }

    private static String described(JsonToken token) {
        return switch (token) {
            case START_ARRAY -> "an array";
            case START_OBJECT -> "an object";
            case VALUE_STRING -> "text";
            default -> token.asString();
        };
    }
}
