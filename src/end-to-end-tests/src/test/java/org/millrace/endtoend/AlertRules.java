package org.millrace.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The alerts in {@code grafana/prometheus/rules}. */
final class AlertRules {

    static final Path PROMETHEUS = Dashboards.GRAFANA.resolve("prometheus");
    static final Path FILE = PROMETHEUS.resolve("rules/millrace.yml");

    private AlertRules() {}

    /** An alert. */
    record Alert(String name, String expression, JsonNode json) {

        String annotation(String key) {
            return json.path("annotations").path(key).asText();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Alert> all() {
        return rules().stream()
                .filter(rule -> rule.has("alert"))
                .map(rule ->
                        new Alert(rule.path("alert").asText(), rule.path("expr").asText(), rule))
                .toList();
    }

    /** The names under which Prometheus records what the rules compute. */
    static List<String> recorded() {
        return rules().stream()
                .filter(rule -> rule.has("record"))
                .map(rule -> rule.path("record").asText())
                .toList();
    }

    private static List<JsonNode> rules() {
        List<JsonNode> rules = new ArrayList<>();
        try {
            for (JsonNode group : new YAMLMapper().readTree(FILE.toFile()).path("groups")) {
                for (JsonNode rule : group.path("rules")) {
                    rules.add(rule);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rules;
    }
}
