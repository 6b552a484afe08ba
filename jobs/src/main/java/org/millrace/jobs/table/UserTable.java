package org.millrace.jobs.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.data.Dataset;
import org.millrace.jobs.schema.FieldProfile;
import org.millrace.jobs.schema.InferredFeature;
import org.millrace.jobs.schema.InferredSchema;
import org.millrace.model.loss.Task;
import org.millrace.operators.format.CsvLayout;
import org.millrace.operators.schema.FieldPath;
import org.millrace.operators.schema.FieldTexts;

/**
 * Anyone's own table in UTF-8, plain, gzipped or zipped: CSV with comma, semicolon, tab, bar or blanks between the cells, ARFF, or
 * JSON line by line. One column holds the label of each example; what the others are is found out by their cells, unless the file
 * lists their words itself.
 */
public final class UserTable {

    private static final int FEWEST_ROWS = 10;
    private static final CsvLayout DECIMAL_COMMA = new CsvLayout(List.of(), ';', true);

    private final Path file;
    private final Task task;
    private final TableOptions options;
    private final Consumer<String> notes;

    private UserTable(Path file, Task task, TableOptions options, Consumer<String> notes) {
        this.file = file;
        this.task = task;
        this.options = options;
        this.notes = notes;
    }

    /**
     * Reads a table as a data set. Examples have the number of their line for an id, such as {@code line-17}.
     *
     * @param label name of the column that holds the class, or in a regression the number to predict; empty in ARFF for the
     *     attribute {@code class} or else the last
     * @param task of the network: decides whether the label is a class or a number
     * @param notes takes lines about what the columns were taken for, and about rows that were passed over
     * @throws ConfigException if the file is missing or not such a table; the message names the column and the line
     */
    public static Dataset read(
            Path file, Optional<String> label, Task task, TableOptions options, Consumer<String> notes) {
        if (task == Task.MULTI_LABEL) {
            throw new ConfigException(
                    "a table has one label per row; for model.task multi-label write your examples to a topic and use train");
        }
        return new UserTable(file, task, options, notes).read(label);
    }

    private Dataset read(Optional<String> name) {
        TableContent content = TableFile.read(file, options.format(), options.separator());
        List<TableRow> rows = content.rows();
        if (rows.isEmpty()) {
            throw new ConfigException(file + " is empty; it needs "
                    + (options.format() == TableFormat.CSV ? "a header line and rows" : "rows"));
        }
        String label = name.orElseGet(() -> lastOrClass(rows.get(0)));
        TableColumns columns = TableColumns.of(file, rows, label, options);
        List<TableRow> labelled = withLabel(options.header() ? rows.subList(1, rows.size()) : rows, columns);
        if (labelled.size() < FEWEST_ROWS) {
            throw new ConfigException(
                    "%s has %d rows; at least %d are needed".formatted(file, labelled.size(), FEWEST_ROWS));
        }
        TableLabels labels = TableLabels.of(file, labelled, columns, task, this::text)
                .inOrderOf(content.words().getOrDefault(columns.labelName(), List.of()));
        InferredSchema schema = infer(labelled, columns, content.words());
        if (schema.features().isEmpty()) {
            notes.accept(schema.table());
            throw new ConfigException(file + ": no column can be a feature");
        }
        notes.accept(schema.table());
        List<TableRows.Column> written = new ArrayList<>();
        for (int i = 0; i < columns.features().size(); i++) {
            int column = columns.features().get(i);
            written.add(TableRows.Column.of(
                    columns.names().get(column), column, schema.fields().get(i)));
        }
        Map<String, Object> settings = UserDataset.settings(schema, columns.labelName(), labelled.size());
        TableRows part = new TableRows(
                labelled, written, columns, labels, this::text, UserDataset.schema(settings, task, labels.classes()));
        return new UserDataset(TableName.of(file), task, labels.classes(), settings, part);
    }

    /** The label of ARFF by custom. */
    private String lastOrClass(TableRow attributes) {
        List<String> names = attributes.cells();
        String label = names.stream()
                .filter(name -> name.equalsIgnoreCase("class"))
                .findFirst()
                .orElse(names.get(names.size() - 1));
        notes.accept("The label is the attribute '" + label + "'; --label chooses another");
        return label;
    }

    /** The text of a cell, with a point for the decimal comma of a number. */
    private String text(String cell) {
        return options.decimalComma() ? DECIMAL_COMMA.withPoint(cell) : cell;
    }

    private List<TableRow> withLabel(List<TableRow> rows, TableColumns columns) {
        List<TableRow> labelled = rows.stream()
                .filter(row -> !FieldTexts.isMissing(row.cell(columns.label())))
                .toList();
        int without = rows.size() - labelled.size();
        if (without > 0) {
            notes.accept(String.format(
                    Locale.ROOT,
                    "%,d of %,d rows have nothing in column '%s' and are passed over",
                    without,
                    rows.size(),
                    columns.labelName()));
        }
        return labelled;
    }

    private InferredSchema infer(List<TableRow> rows, TableColumns columns, Map<String, List<String>> words) {
        List<InferredFeature> features = new ArrayList<>();
        for (int column : columns.features()) {
            String name = columns.names().get(column);
            FieldProfile profile = new FieldProfile();
            rows.forEach(row -> profile.add(text(row.cell(column))));
            FieldPath field = FieldPath.named(name);
            features.add(words.containsKey(name) ? profile.listed(field, words.get(name)) : profile.infer(field));
        }
        return new InferredSchema(features);
    }
}
