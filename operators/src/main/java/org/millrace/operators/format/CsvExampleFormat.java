package org.millrace.operators.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.millrace.model.loss.Task;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.Feature;
import org.millrace.operators.schema.FieldTree;
import org.millrace.operators.schema.FieldValues;

/** One line of CSV in UTF-8 (RFC 4180), whose columns the configuration names. */
public final class CsvExampleFormat implements ExampleFormat {

    public static final String CONTENT_TYPE = "text/csv";

    private final CsvLayout layout;
    private final Limits limits;

    public CsvExampleFormat(CsvLayout layout, Limits limits) {
        this.layout = layout;
        this.limits = limits;
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
        if (layout.columns().isEmpty()) {
            throw BadExampleException.of(
                    Reason.UNKNOWN_CONTENT_TYPE, "a line of CSV, whose columns are not known: csv.columns names them");
        }
        List<String> cells = cells(line(value));
        if (cells.size() != layout.columns().size()) {
            throw BadExampleException.malformed(cells.size() + " cells, but csv.columns has "
                    + layout.columns().size());
        }
        FieldTree fields = into.slots().value();
        for (int column = 0; column < cells.size(); column++) {
            FieldTree field = fields.child(layout.columns().get(column));
            if (field != null && field.isWanted()) {
                setCell(cells.get(column), field.slot(), into);
            }
        }
    }

    private static String line(ByteBuffer value) throws BadExampleException {
        try {
            return Utf8Text.decode(value.array(), value.arrayOffset() + value.position(), value.remaining());
        } catch (CharacterCodingException e) {
            throw BadExampleException.malformed("the line is not text in UTF-8");
        }
    }

    private List<String> cells(String line) throws BadExampleException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(layout.separator())
                .skipEmptyLines(true)
                .ofCsvRecord(line)) {
            Iterator<CsvRecord> records = reader.iterator();
            if (!records.hasNext()) {
                throw BadExampleException.malformed("an empty line");
            }
            List<String> cells = records.next().getFields();
            if (records.hasNext()) {
                throw BadExampleException.malformed("more than one line of CSV");
            }
            return cells;
        } catch (CsvParseException e) {
            throw BadExampleException.malformed("not CSV: " + e.getMessage());
        } catch (IOException e) {
            throw new IllegalStateException("A text can be read.", e);
        }
    }

    private void setCell(String cell, int slot, FieldValues into) throws BadExampleException {
        if (cell.length() > limits.textLength()) {
            throw BadExampleException.of(
                    Reason.TEXT_TOO_LONG, "a cell is too long; the limit of texts is " + limits.textLength());
        }
        boolean isNumber = layout.decimalComma() && !into.wantsText(slot);
        into.setText(slot, isNumber ? layout.withPoint(cell) : cell.strip());
    }

    /** A line without an id and a timestamp unless {@code csv.columns} has their columns. */
    @Override
    public byte[] write(LabelledExample example, ExampleSchema schema) {
        Map<String, String> cells = cells(example, schema);
        List<String> line = new ArrayList<>();
        for (String column : layout.columns()) {
            line.add(cells.getOrDefault(column, ""));
        }
        StringWriter text = new StringWriter();
        try (CsvWriter writer =
                CsvWriter.builder().fieldSeparator(layout.separator()).build(text)) {
            writer.writeRecord(line);
        } catch (IOException e) {
            throw new IllegalStateException("A text can be written.", e);
        }
        // The line break alone: cells at the end may be empty, and what separates them may be a tab.
        return text.toString().replaceFirst("\\R\\z", "").getBytes(UTF_8);
    }

    private Map<String, String> cells(LabelledExample example, ExampleSchema schema) {
        Map<String, String> cells = new TreeMap<>();
        example.id().ifPresent(id -> cells.put(JsonExamples.name(schema.fields().id()), id));
        example.timestamp()
                .ifPresent(time -> cells.put(JsonExamples.name(schema.fields().timestamp()), Long.toString(time)));
        int at = 0;
        for (Feature feature : schema.fields().features()) {
            if (feature.columns() != 1 || feature.kind().arrayLength() > 0) {
                throw new IllegalArgumentException("only numbers and flags can be written: " + feature.field());
            }
            cells.put(JsonExamples.name(feature.field()), number(example.features()[at++]));
        }
        if (schema.task() == Task.MULTI_LABEL || example.targets().length > 1) {
            throw new IllegalArgumentException("a line of CSV has one label: " + schema.classes());
        }
        cells.put(
                JsonExamples.name(schema.fields().label()),
                schema.task() == Task.CLASSIFICATION
                        ? schema.classes().get(example.label())
                        : number(example.targets()[0]));
        return cells;
    }

    private String number(float number) {
        String text = number == (int) number ? Integer.toString((int) number) : Float.toString(number);
        return layout.decimalComma() ? text.replace('.', ',') : text;
    }
}
