package org.millrace.operators.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import org.millrace.model.loss.Task;
import org.millrace.operators.record.DeadLetter.Reason;

/** The {@code label} of an example in JSON, by the task. */
final class JsonLabels {

    private JsonLabels() {}

    static void read(JsonParser parser, ExampleRow into) throws IOException, BadExampleException {
        ExampleSchema schema = into.schema();
        switch (schema.task()) {
            case CLASSIFICATION -> into.setLabel(readClass(parser, schema));
            case MULTI_LABEL -> readProperties(parser, schema, into.targets());
            case REGRESSION -> readNumbers(parser, schema, into.targets());
        }
    }

    private static int readClass(JsonParser parser, ExampleSchema schema) throws IOException, BadExampleException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> schema.checkedLabel(parser.getText());
            case VALUE_NUMBER_INT ->
                schema.namesAreNumbers()
                        ? schema.checkedLabel(parser.getText())
                        : schema.checkedLabel(parser.getLongValue());
            default -> throw BadExampleException.malformed("\"label\" is neither a whole number nor a class name");
        };
    }

    /** Text names a property that the example has; an array without any text holds a 0 or 1 for each property. */
    private static void readProperties(JsonParser parser, ExampleSchema schema, float[] targets)
            throws IOException, BadExampleException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw BadExampleException.malformed("\"label\" is not an array of 0 and 1 or of class names");
        }
        JsonToken first = parser.nextToken();
        if (first == JsonToken.VALUE_STRING || first == JsonToken.END_ARRAY) {
            readNames(parser, schema, targets);
        } else {
            readItems(parser, schema, targets);
        }
    }

    private static void readNames(JsonParser parser, ExampleSchema schema, float[] targets)
            throws IOException, BadExampleException {
        Arrays.fill(targets, 0);
        while (parser.currentToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw BadExampleException.malformed("\"label\" mixes class names with other values");
            }
            targets[schema.checkedLabel(parser.getText())] = 1;
            parser.nextToken();
        }
    }

    private static void readNumbers(JsonParser parser, ExampleSchema schema, float[] targets)
            throws IOException, BadExampleException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            parser.nextToken();
            readItems(parser, schema, targets);
        } else {
            targets[0] = number(parser);
            schema.checkTargets(targets, 1);
        }
    }

    /** Reads from the first item of an array to its end. */
    private static void readItems(JsonParser parser, ExampleSchema schema, float[] targets)
            throws IOException, BadExampleException {
        int count = 0;
        while (parser.currentToken() != JsonToken.END_ARRAY) {
            float target = number(parser);
            if (count < targets.length) {
                targets[count] = target;
            }
            count++;
            parser.nextToken();
        }
        schema.checkTargets(targets, count);
    }

    private static float number(JsonParser parser) throws IOException, BadExampleException {
        if (!parser.currentToken().isNumeric()) {
            throw BadExampleException.of(Reason.MALFORMED, "\"label\" holds something that is not a number");
        }
        return parser.getFloatValue();
    }

    /** Writes classes by their names, targets as numbers, a single one without an array around it in regression. */
    static void write(JsonGenerator json, LabelledExample example, ExampleSchema schema) throws IOException {
        if (schema.task() == Task.CLASSIFICATION) {
            String name = schema.classes().get(example.label());
            if (schema.namesAreNumbers()) {
                json.writeNumber(name);
            } else {
                json.writeString(name);
            }
        } else if (schema.task() == Task.REGRESSION && example.targets().length == 1) {
            JsonExampleFormat.writeNumber(json, example.targets()[0]);
        } else {
            json.writeStartArray();
            for (float target : example.targets()) {
                JsonExampleFormat.writeNumber(json, target);
            }
            json.writeEndArray();
        }
    }
}
