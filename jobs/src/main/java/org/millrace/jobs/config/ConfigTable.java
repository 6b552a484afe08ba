package org.millrace.jobs.config;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of all configuration keys, as the documentation shows it. */
public final class ConfigTable {

    private static final String HEAD = """
            | key | default | range | meaning |
            | --- | --- | --- | --- |
            """;

    private final Catalogue catalogue;

    public ConfigTable(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** A Markdown table with one row for each key of the catalogue; ends with a line break. */
    public String markdown() {
        return Stream.concat(
                        catalogue.keys().stream().map(key -> row("", key, catalogue.keys())),
                        catalogue.lists().stream().flatMap(ConfigTable::rows))
                .collect(Collectors.joining("", HEAD, ""));
    }

    /** The list, then the keys of its own of an entry. */
    private static Stream<String> rows(StructureList<?> list) {
        return Stream.concat(
                Stream.of(row(list.name(), "`[]`", "list of structures", list.meaning())),
                list.keys().stream()
                        .filter(key -> !list.inherited().contains(key))
                        .map(key -> row(list.name() + "[].", key, list.own())));
    }

    private static String row(String prefix, ConfigKey<?> key, List<ConfigKey<?>> choosing) {
        String defaultValue = key.defaultText()
                .map(text -> text.isEmpty() ? "empty" : "`" + text + "`")
                .orElse("required");
        String readers = choosing.stream().map(chooser -> readers(chooser, key)).collect(Collectors.joining());
        return row(prefix + key, defaultValue, key.range(), key.meaning() + readers);
    }

    /** Which of the choices of a key read another, if not all do: {@code  (optimizer adam, adamw)}. */
    private static String readers(ConfigKey<?> chooser, ConfigKey<?> key) {
        String names = chooser.choices().stream()
                .filter(choice -> choice.keys().contains(key))
                .map(Choice::name)
                .collect(Collectors.joining(", "));
        String what = chooser.name().substring(chooser.name().lastIndexOf('.') + 1);
        return names.isEmpty() ? "" : " (" + what + " " + names + ")";
    }

    private static String row(String name, String defaultValue, String range, String meaning) {
        return "| `%s` | %s | %s | %s |\n".formatted(name, defaultValue, escaped(range), escaped(meaning));
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_");
    }
}
