package org.millrace.jobs.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.millrace.jobs.data.Dataset;
import org.millrace.jobs.schema.InferredFeature;
import org.millrace.operators.format.ExampleDecoder;
import org.millrace.operators.format.FormatSettings;
import org.millrace.operators.format.LabelledExample;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.Reading;
import org.millrace.operators.schema.ExampleRow;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.FieldTexts;
import org.millrace.operators.schema.PreviousValues;

/** The rows of a table as JSON objects, with a field for each column; an empty cell has none. */
final class TableRows implements Dataset.Part {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String ID = "line-";
    private static final double LARGEST_WHOLE = 1L << 53;

    private final List<TableRow> rows;
    private final List<Column> columns;
    private final TableColumns table;
    private final TableLabels labels;
    private final UnaryOperator<String> text;
    private final ExampleDecoder decoder;
    private final Map<Long, Integer> indices = new HashMap<>();

    /**
     * A column that is written.
     *
     * @param isNumber whether its cells are numbers
     */
    record Column(String name, int index, boolean isNumber) {

        static Column of(String name, int index, InferredFeature taken) {
            boolean isNumber = taken.settings()
                    .filter(settings -> "number".equals(settings.get("kind")))
                    .isPresent();
            return new Column(name, index, isNumber);
        }
    }

    TableRows(
            List<TableRow> rows,
            List<Column> columns,
            TableColumns table,
            TableLabels labels,
            UnaryOperator<String> text,
            ExampleSchema schema) {
        this.rows = rows;
        this.columns = columns;
        this.table = table;
        this.labels = labels;
        this.text = text;
        this.decoder = new ExampleDecoder(schema, FormatSettings.DEFAULT);
        for (int index = 0; index < rows.size(); index++) {
            indices.put(rows.get(index).line(), index);
        }
    }

    @Override
    public int size() {
        return rows.size();
    }

    /** As the job reads it; what float32 cannot hold is rounded, and a text or a missing number is NaN. */
    @Override
    public LabelledExample get(int index) {
        ExampleRow row = decoder.row();
        try {
            decoder.decode(record(index), new PreviousValues());
        } catch (BadExampleException e) {
            throw new IllegalStateException(id(index) + " is no example: " + e.getMessage(), e);
        }
        float[] features = new float[row.schema().columns()];
        for (int column = 0; column < features.length; column++) {
            features[column] = (float) row.number(column);
        }
        return new LabelledExample(
                Optional.of(row.id()),
                OptionalLong.empty(),
                features,
                row.label(),
                row.targets().clone());
    }

    private RawRecord record(int index) {
        return new RawRecord(
                Reading.LIVE,
                new Place("", 0, index),
                0,
                id(index).getBytes(UTF_8),
                ByteBuffer.wrap(value(index)),
                List.of());
    }

    private String id(int index) {
        return ID + rows.get(index).line();
    }

    /** The JSON object of the row with this id. */
    byte[] value(String id) {
        return value(indices.get(Long.parseLong(id.substring(ID.length()))));
    }

    private byte[] value(int index) {
        TableRow row = rows.get(index);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(32 * columns.size());
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            for (Column column : columns) {
                write(column.name(), text.apply(row.cell(column.index())), column.isNumber(), json);
            }
            String label = row.cell(table.label());
            write(
                    table.labelName(),
                    labels.areNumbers() ? text.apply(label) : TableLabels.name(label),
                    labels.areNumbers(),
                    json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(String name, String cell, boolean isNumber, JsonGenerator json) throws IOException {
        if (cell.isEmpty()) {
            return;
        }
        OptionalDouble number = isNumber ? FieldTexts.number(cell) : OptionalDouble.empty();
        if (number.isEmpty()) {
            json.writeStringField(name, cell);
        } else if (number.getAsDouble() == Math.rint(number.getAsDouble())
                && Math.abs(number.getAsDouble()) < LARGEST_WHOLE) {
            json.writeNumberField(name, (long) number.getAsDouble());
        } else {
            json.writeNumberField(name, number.getAsDouble());
        }
    }
}
