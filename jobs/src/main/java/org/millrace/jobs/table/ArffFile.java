package org.millrace.jobs.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.millrace.jobs.config.ConfigException;

/**
 * The attribute-relation file format of Weka (Witten and Frank), in which MOA and OpenML hand out data sets: a header of attributes,
 * each with its type, then rows, dense or sparse. What a nominal attribute lists are its words.
 */
final class ArffFile {

    private static final String MISSING = "?";

    private final Path file;
    private final List<Attribute> attributes = new ArrayList<>();
    private final List<TableRow> rows = new ArrayList<>();

    /** @param words of a nominal attribute */
    private record Attribute(String name, Optional<List<String>> words) {

        /** What a sparse row leaves out. */
        String zero() {
            return words.map(list -> list.get(0)).orElse("0");
        }
    }

    private ArffFile(Path file) {
        this.file = file;
    }

    /** @throws ConfigException if it is not such a file; the message names the line */
    static TableContent read(Path file, BufferedReader reader) throws IOException {
        return new ArffFile(file).read(reader);
    }

    private TableContent read(BufferedReader reader) throws IOException {
        boolean inData = false;
        String text;
        for (long line = 1; (text = reader.readLine()) != null; line++) {
            String content = text.strip();
            if (content.isEmpty() || content.startsWith("%")) {
                continue;
            }
            if (inData) {
                rows.add(row(line, content));
            } else {
                inData = header(line, content);
            }
        }
        if (!inData) {
            throw new ConfigException(file + " has no line @data; is it an ARFF file?");
        }
        Map<String, List<String>> words = new LinkedHashMap<>();
        attributes.forEach(attribute -> attribute.words().ifPresent(list -> words.put(attribute.name(), list)));
        rows.add(0, new TableRow(0, attributes.stream().map(Attribute::name).toList()));
        return new TableContent(rows, words);
    }

    /** @return whether the data begin after this line */
    private boolean header(long line, String content) {
        String keyword = content.split("\\s", 2)[0].toLowerCase(Locale.ROOT);
        switch (keyword) {
            case "@relation" -> {}
            case "@attribute" -> attributes.add(attribute(line, content.substring(keyword.length())));
            case "@data" -> {
                if (attributes.isEmpty()) {
                    throw wrong(line, "the data begin before any @attribute");
                }
                return true;
            }
            default -> throw wrong(line, "neither @relation, @attribute nor @data: " + shortened(content));
        }
        return false;
    }

    private Attribute attribute(long line, String declaration) {
        ArffTokens tokens = new ArffTokens(declaration);
        String name = tokens.next().orElseThrow(() -> wrong(line, "an @attribute without a name"));
        String type = tokens.rest().strip();
        if (attributes.stream().anyMatch(other -> other.name().equals(name))) {
            throw wrong(line, "the attribute '" + name + "' is declared twice");
        }
        if (type.startsWith("{") && type.endsWith("}")) {
            List<String> words = cells(line, type.substring(1, type.length() - 1));
            if (words.isEmpty()) {
                throw wrong(line, "the attribute '" + name + "' has no words");
            }
            return new Attribute(name, Optional.of(words));
        }
        return switch (type.split("\\s", 2)[0].toLowerCase(Locale.ROOT)) {
            case "numeric", "real", "integer", "string", "date" -> new Attribute(name, Optional.empty());
            default ->
                throw wrong(
                        line,
                        "the attribute '" + name + "' must be numeric, real, integer, string, date or {words}: "
                                + shortened(type));
        };
    }

    private TableRow row(long line, String content) {
        List<String> values = content.startsWith("{") ? sparse(line, content) : cells(line, content);
        if (values.size() != attributes.size()) {
            throw wrong(line, "%,d values for %,d attributes".formatted(values.size(), attributes.size()));
        }
        return new TableRow(
                line,
                values.stream().map(value -> value.equals(MISSING) ? "" : value).toList());
    }

    private List<String> sparse(long line, String content) {
        if (!content.endsWith("}")) {
            throw wrong(line, "a sparse row must end with }");
        }
        List<String> values =
                new ArrayList<>(attributes.stream().map(Attribute::zero).toList());
        for (String cell : split(line, content.substring(1, content.length() - 1))) {
            ArffTokens tokens = new ArffTokens(cell);
            String index = tokens.next().orElse("");
            if (!index.matches("\\d{1,9}") || Integer.parseInt(index) >= attributes.size()) {
                throw wrong(
                        line,
                        "a value of a sparse row begins with the number of an attribute, 0 to "
                                + (attributes.size() - 1) + ": " + shortened(cell));
            }
            values.set(
                    Integer.parseInt(index),
                    new ArffTokens(tokens.rest()).next().orElse(""));
        }
        return values;
    }

    private List<String> cells(long line, String content) {
        return split(line, content).stream()
                .map(cell -> new ArffTokens(cell).next().orElse(""))
                .toList();
    }

    private List<String> split(long line, String content) {
        return ArffTokens.split(content).orElseThrow(() -> wrong(line, "a quote is not closed: " + shortened(content)));
    }

    private ConfigException wrong(long line, String problem) {
        return new ConfigException("%s: line %d: %s".formatted(file, line, problem));
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 59) + "…";
    }
}
