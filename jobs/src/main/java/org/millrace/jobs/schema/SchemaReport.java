package org.millrace.jobs.schema;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millrace.model.loss.Task;
import org.millrace.operators.format.ExampleDecoder;
import org.millrace.operators.format.FormatSettings;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.schema.ExampleRow;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.Feature;
import org.millrace.operators.schema.PreviousValues;

/** Shows how records become numbers: the first example column by column, and of the rest how many are examples. */
public final class SchemaReport {

    private static final int MOST_COLUMNS = 200;

    private final ExampleSchema schema;
    private final ExampleDecoder decoder;
    private final PreviousValues previous = new PreviousValues();
    private final Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
    private final Map<Reason, String> messages = new EnumMap<>(Reason.class);
    private String example = "";
    private int records;
    private int bad;

    public SchemaReport(ExampleSchema schema, FormatSettings formats) {
        this.schema = schema;
        this.decoder = new ExampleDecoder(schema, formats);
    }

    /** Takes a record. */
    public void add(RawRecord record) {
        records++;
        try {
            decoder.decode(record, previous);
        } catch (BadExampleException e) {
            bad++;
            reasons.merge(e.reason(), 1, Integer::sum);
            messages.putIfAbsent(e.reason(), e.getMessage());
            return;
        }
        if (example.isEmpty()) {
            example = described(decoder.row(), record.timestamp());
        }
    }

    public int records() {
        return records;
    }

    /** The report, without a line break at its end. */
    public String text() {
        List<String> lines = new ArrayList<>();
        if (!example.isEmpty()) {
            lines.add(example);
        }
        lines.add(String.format(
                Locale.ROOT,
                "%,d of %,d records are examples: %,d columns, %,d inputs of the network",
                records - bad,
                records,
                schema.columns(),
                schema.inputs().width()));
        reasons.forEach((reason, count) ->
                lines.add(String.format(Locale.ROOT, "  %,d %s, such as: %s", count, reason, messages.get(reason))));
        return String.join("\n", lines);
    }

    private String described(ExampleRow row, long timestamp) {
        List<String> lines = new ArrayList<>();
        lines.add("column  value                 meaning");
        int column = 0;
        for (Feature feature : schema.fields().features()) {
            for (String name : feature.columnNames()) {
                if (column < MOST_COLUMNS) {
                    lines.add(String.format(Locale.ROOT, "%6d  %-20s  %s", column, value(row, column), name));
                }
                column++;
            }
        }
        if (column > MOST_COLUMNS) {
            lines.add(String.format(Locale.ROOT, "     … and %,d more", column - MOST_COLUMNS));
        }
        lines.add(" label  " + label(row));
        lines.add("    id  " + (row.id() == null ? "none; the place of the record stands for it" : row.id()));
        lines.add("  time  " + Instant.ofEpochMilli(row.timestampOr(timestamp)));
        lines.add("weight  " + row.weight());
        return lines.stream().collect(joining("\n"));
    }

    private static String value(ExampleRow row, int column) {
        if (row.text(column) != null) {
            return '"' + row.text(column) + '"';
        }
        double number = row.number(column);
        return Double.isNaN(number) ? "missing" : String.valueOf(number);
    }

    private String label(ExampleRow row) {
        if (schema.discoversClasses()) {
            return row.labelName() + " (the class is discovered)";
        }
        if (schema.task() == Task.CLASSIFICATION) {
            return schema.classes().get(row.label()) + " (class " + row.label() + ")";
        }
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < row.targets().length; i++) {
            targets.add(schema.classes().get(i) + " " + row.targets()[i]);
        }
        return String.join(", ", targets);
    }
}
