package org.millrace.jobs.config;

import java.util.stream.Collectors;

/** The table of all configuration keys, as the documentation shows it. */
public final class ConfigTable {

    private static final String HEAD = """
            | key | default | range | meaning |
            | --- | --- | --- | --- |
            """;

    private ConfigTable() {}

    /** A Markdown table with one row for each key of the catalogue; ends with a line break. */
    public static String markdown() {
        return Keys.all().stream().map(ConfigTable::row).collect(Collectors.joining("", HEAD, ""));
    }

    private static String row(ConfigKey<?> key) {
        String defaultValue = key.defaultText()
                .map(text -> text.isEmpty() ? "empty" : "`" + text + "`")
                .orElse("required");
        return "| `%s` | %s | %s | %s |\n"
                .formatted(key.name(), defaultValue, escaped(key.range()), escaped(key.meaning()));
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_");
    }
}
