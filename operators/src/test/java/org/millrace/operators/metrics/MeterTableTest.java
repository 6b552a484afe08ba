package org.millrace.operators.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class MeterTableTest {

    private static final Path HELP =
            Path.of("../src/metrics-reporter/src/main/resources/org/millrace/metrics/help.properties");
    private static final String MARK = "<!-- meters -->\n";

    @Test
    void isTheTableOfTheDocumentation() throws Exception {
        String page = Files.readString(Path.of("../src/docs/metrics.md"));
        int start = page.indexOf(MARK) + MARK.length();
        int end = page.indexOf(MARK, start);

        assertThat(end).isPositive();
        assertThat(page.substring(start, end).strip())
                .as("copy MeterTable.markdown() between the marks")
                .isEqualTo(MeterTable.markdown().strip());
    }

    @Test
    void isTheHelpThatTheReporterReads() throws Exception {
        Properties help = new Properties();
        try (Reader reader = Files.newBufferedReader(HELP)) {
            help.load(reader);
        }

        assertThat(help).hasSize(Meter.values().length);
        for (Meter meter : Meter.values()) {
            assertThat(help)
                    .as("write MeterTable.helpProperties() to help.properties")
                    .containsEntry(meter.registeredName(), meter.help());
        }
    }
}
