package org.millrace.operators.metrics;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Locale;

/** The catalogue as the documentation shows it. */
final class MeterTable {

    private MeterTable() {}

    /** A Markdown table of all meters, and one of their labels; ends with a line break. */
    public static String markdown() {
        String meters = Arrays.stream(Meter.values()).map(MeterTable::row).collect(joining());
        String labels = Arrays.stream(Label.values())
                .map(label -> "| `%s` | %s |\n".formatted(label.key(), label.meaning()))
                .collect(joining());
        return "| meter | type | unit | labels | meaning |\n| --- | --- | --- | --- | --- |\n" + meters
                + "\n| label | meaning |\n| --- | --- |\n" + labels;
    }

    private static String row(Meter meter) {
        return "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        meter.exportedName(),
                        meter.type().name().toLowerCase(Locale.ROOT),
                        meter.unit(),
                        meter.labels().stream().map(Label::key).collect(joining(", ")),
                        meter.help().replaceAll("millrace_\\w+", "`$0`"));
    }
}
