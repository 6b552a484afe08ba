package org.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.endtoend.AlertRules.Alert;

class AlertRulesTest {

    private static final String RUNBOOK = "src/docs/runbook.md";
    private static final Path TESTS = AlertRules.PROMETHEUS.resolve("tests/millrace_test.yml");

    static List<Alert> alerts() {
        return AlertRules.all();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void haveASectionInTheRunbookAndATest(Alert alert) throws IOException {
        assertThat(alert.annotation("summary")).isNotBlank();
        assertThat(alert.annotation("description")).isNotBlank();
        assertThat(alert.annotation("runbook_url"))
                .isEqualTo(RUNBOOK + "#" + alert.name().toLowerCase(Locale.ROOT));
        assertThat(alert.json().path("labels").path("severity").asText()).isIn("warning", "critical");
        assertThat(Files.readString(Path.of("../..", RUNBOOK))).contains("\n## " + alert.name() + "\n");
        assertThat(Files.readString(TESTS)).contains("alertname: " + alert.name() + "\n");
    }

    @Test
    void theRunbookHasNoSectionWithoutAnAlert() throws IOException {
        List<String> sections = Files.readAllLines(Path.of("../..", RUNBOOK)).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();

        assertThat(sections)
                .containsExactlyElementsOf(
                        AlertRules.all().stream().map(Alert::name).toList());
    }

    /** And the rules that they name. */
    @ParameterizedTest
    @ValueSource(strings = {"prometheus.yml", "local.yml"})
    void theConfigurationsAreValid(String file) throws Exception {
        Promtool.require();

        Promtool.accepts("check", "config", AlertRules.PROMETHEUS.resolve(file).toString());
    }

    @Test
    void fireWhenTheyShouldAndOnlyThen() throws Exception {
        Promtool.require();

        Promtool.accepts("test", "rules", TESTS.toString());
    }
}
