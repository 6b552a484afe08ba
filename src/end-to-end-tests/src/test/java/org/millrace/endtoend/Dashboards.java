package org.millrace.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The dashboards in {@code grafana/dashboards}, as Grafana reads them. */
final class Dashboards {

    static final Path GRAFANA = Path.of("../../grafana").toAbsolutePath().normalize();

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Dashboards() {}

    /** A dashboard and the file it comes from. */
    record Dashboard(String file, JsonNode json) {

        String title() {
            return json.path("title").asText();
        }

        /** All panels, those in collapsed rows too, but for the rows themselves. */
        List<Panel> panels() {
            List<Panel> panels = new ArrayList<>();
            collect(json, panels);
            return panels;
        }

        private void collect(JsonNode parent, List<Panel> panels) {
            for (JsonNode child : parent.path("panels")) {
                if (child.path("type").asText().equals("row")) {
                    collect(child, panels);
                } else {
                    panels.add(new Panel(this, child));
                }
            }
        }

        List<JsonNode> variables() {
            return children(json.path("templating").path("list"));
        }

        List<JsonNode> annotations() {
            return children(json.path("annotations").path("list"));
        }

        @Override
        public String toString() {
            return file;
        }
    }

    /** A panel of a dashboard. */
    record Panel(Dashboard dashboard, JsonNode json) {

        String title() {
            return json.path("title").asText();
        }

        String type() {
            return json.path("type").asText();
        }

        List<Target> targets() {
            return children(json.path("targets")).stream()
                    .map(target -> new Target(this, target))
                    .toList();
        }

        @Override
        public String toString() {
            return dashboard.title() + " / " + title();
        }
    }

    /** A query of a panel. */
    record Target(Panel panel, JsonNode json) {

        String expression() {
            return json.path("expr").asText();
        }

        boolean instant() {
            return json.path("instant").asBoolean();
        }

        /** The query as Grafana sends it: {@code $name} replaced by its value. */
        String filled(Map<String, String> variables) {
            return fill(expression(), variables);
        }

        @Override
        public String toString() {
            return panel + " " + json.path("refId").asText();
        }
    }

    static String fill(String expression, Map<String, String> variables) {
        String filled = expression;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            filled = filled.replace("$" + variable.getKey(), variable.getValue());
        }
        return filled;
    }

    static List<Dashboard> all() {
        try (Stream<Path> files = Files.list(GRAFANA.resolve("dashboards"))) {
            return files.sorted()
                    .map(file -> new Dashboard(file.getFileName().toString(), read(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Panel> panels() {
        return all().stream().flatMap(dashboard -> dashboard.panels().stream()).toList();
    }

    static List<Target> targets() {
        return panels().stream().flatMap(panel -> panel.targets().stream()).toList();
    }

    private static JsonNode read(Path file) {
        try {
            return MAPPER.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> children(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
