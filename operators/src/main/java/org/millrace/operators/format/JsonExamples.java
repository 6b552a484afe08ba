package org.millrace.operators.format;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.millrace.model.loss.Task;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.Feature;
import org.millrace.operators.schema.FieldPath;

/** Writes examples as JSON objects. */
final class JsonExamples {

    private JsonExamples() {}

    static void write(LabelledExample example, ExampleSchema schema, JsonGenerator json) throws IOException {
        json.writeStartObject();
        if (example.id().isPresent()) {
            json.writeStringField(name(schema.fields().id()), example.id().get());
        }
        if (example.timestamp().isPresent()) {
            json.writeNumberField(
                    name(schema.fields().timestamp()), example.timestamp().getAsLong());
        }
        writeFeatures(example.features(), schema, json);
        json.writeFieldName(name(schema.fields().label()));
        writeLabel(example, schema, json);
        json.writeEndObject();
    }

    private static void writeFeatures(float[] columns, ExampleSchema schema, JsonGenerator json) throws IOException {
        if (schema.isVector()) {
            writeArray(schema.fields().features().get(0), columns, json);
            return;
        }
        int at = 0;
        for (Feature feature : schema.fields().features()) {
            json.writeFieldName(name(feature.field()));
            if (feature.columns() == 1) {
                writeNumber(json, columns[at]);
            } else {
                throw new IllegalArgumentException(
                        "only numbers and flags, or one array, can be written: " + feature.field());
            }
            at += feature.columns();
        }
    }

    private static void writeArray(Feature feature, float[] numbers, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name(feature.field()));
        for (float number : numbers) {
            writeNumber(json, number);
        }
        json.writeEndArray();
    }

    /** The name of a field that a flat record can have. */
    static String name(FieldPath field) {
        if (field.part() != FieldPath.Part.VALUE || field.names().size() != 1) {
            throw new IllegalArgumentException("only fields of the outermost object can be written: " + field);
        }
        return field.names().get(0);
    }

    /** Writes classes by their names, targets as numbers, a single one without an array around it in regression. */
    private static void writeLabel(LabelledExample example, ExampleSchema schema, JsonGenerator json)
            throws IOException {
        if (schema.task() == Task.CLASSIFICATION) {
            String name = schema.classes().get(example.label());
            if (schema.namesAreNumbers()) {
                json.writeNumber(name);
            } else {
                json.writeString(name);
            }
        } else if (schema.task() == Task.REGRESSION && example.targets().length == 1) {
            writeNumber(json, example.targets()[0]);
        } else {
            json.writeStartArray();
            for (float target : example.targets()) {
                writeNumber(json, target);
            }
            json.writeEndArray();
        }
    }

    private static void writeNumber(JsonGenerator json, float number) throws IOException {
        if (number == (int) number) {
            json.writeNumber((int) number);
        } else {
            json.writeNumber(number);
        }
    }
}
