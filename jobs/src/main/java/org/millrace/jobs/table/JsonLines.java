package org.millrace.jobs.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.millrace.jobs.config.ConfigException;

/**
 * A file with a JSON object on each line. A field is a column; one of an object within is named with both names, {@code a.b}, and
 * each element of an array has a column, {@code a[0]}.
 */
final class JsonLines {

    private static final int MOST_COLUMNS = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final List<TableRow> rows = new ArrayList<>();

    private JsonLines(Path file) {
        this.file = file;
    }

    /** @throws ConfigException if a line is no JSON object; the message names the line */
    static TableContent read(Path file, BufferedReader reader) throws IOException {
        return new JsonLines(file).read(reader);
    }

    private TableContent read(BufferedReader reader) throws IOException {
        String text;
        for (long line = 1; (text = reader.readLine()) != null; line++) {
            if (!text.isBlank()) {
                rows.add(row(line, text));
            }
        }
        if (!rows.isEmpty()) {
            rows.add(0, new TableRow(0, List.copyOf(columns.keySet())));
        }
        return TableContent.of(rows);
    }

    private TableRow row(long line, String text) {
        JsonNode object;
        try {
            object = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ConfigException("%s: line %d is not JSON: %s".formatted(file, line, e.getOriginalMessage()), e);
        }
        if (!object.isObject()) {
            throw new ConfigException("%s: line %d is not a JSON object; each line must be one".formatted(file, line));
        }
        List<String> cells = new ArrayList<>();
        object.properties().forEach(field -> put(field.getKey(), field.getValue(), line, cells));
        return new TableRow(line, cells);
    }

    private void put(String name, JsonNode value, long line, List<String> cells) {
        if (value.isObject()) {
            value.properties().forEach(field -> put(name + "." + field.getKey(), field.getValue(), line, cells));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                put(name + "[" + i + "]", value.get(i), line, cells);
            }
        } else {
            int column = columns.computeIfAbsent(name, unused -> columns.size());
            if (column == MOST_COLUMNS) {
                throw new ConfigException("%s: line %d has column number %,d, '%s', of at most %,d"
                        .formatted(file, line, column + 1, name, MOST_COLUMNS));
            }
            while (cells.size() <= column) {
                cells.add("");
            }
            cells.set(column, value.isNull() ? "" : value.asText().strip());
        }
    }
}
