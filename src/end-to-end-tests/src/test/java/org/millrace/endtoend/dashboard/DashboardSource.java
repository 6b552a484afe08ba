package org.millrace.endtoend.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The source of a dashboard: its variables, its annotations, and rows of panels, which are laid out from left to right. What
 * dashboards have in common is in {@code common.yml}.
 */
final class DashboardSource {

    private static final String COMMON = "common.yml";
    private static final int COLUMNS = 24;
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String name;
    private final JsonNode source;
    private final JsonNode common;
    private final Pieces pieces;
    private final ArrayNode panels = JSON.createArrayNode();
    private final ObjectNode dashboard;
    private int id;

    private DashboardSource(Path file) throws IOException {
        name = file.getFileName().toString().replace(".yml", "");
        source = YAML.readTree(file.toFile());
        common = YAML.readTree(file.resolveSibling(COMMON).toFile());
        pieces = new Pieces(common.path("pieces"));
        dashboard = dashboard();
    }

    /** The sources in a directory. */
    static List<DashboardSource> in(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".yml") && !file.endsWith(COMMON))
                    .sorted()
                    .map(DashboardSource::of)
                    .toList();
        }
    }

    private static DashboardSource of(Path file) {
        try {
            return new DashboardSource(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** The file that Grafana reads; ends with a line break. */
    String json() throws JsonProcessingException {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(indenter))
                        .writeValueAsString(dashboard)
                + "\n";
    }

    private ObjectNode dashboard() {
        ObjectNode made = JSON.createObjectNode();
        made.put("uid", "millrace-" + name);
        made.set("title", source.path("title"));
        made.set("description", source.path("description"));
        made.setAll((ObjectNode) common.path("dashboard").deepCopy());
        ArrayNode variables = made.putObject("templating").putArray("list");
        source.path("variables").forEach(variable -> variables.add(variable(variable.asText())));
        ArrayNode annotations = made.putObject("annotations").putArray("list");
        source.path("annotations").forEach(annotation -> annotations.add(annotation(annotation.asText())));
        int y = 0;
        for (JsonNode row : source.path("rows")) {
            y = layOut(row, y);
        }
        made.set("panels", panels);
        return made;
    }

    private ObjectNode variable(String key) {
        JsonNode from = common.path("variables").path(key);
        ObjectNode variable = from.deepCopy();
        variable.remove("all");
        boolean all = from.path("all").asBoolean();
        variable.put("type", from.path("type").asText("query"));
        variable.put("name", from.path("name").asText(key));
        if (variable.path("type").asText().equals("adhoc")) {
            return variable;
        }
        variable.put("multi", from.path("multi").asBoolean());
        variable.put("includeAll", all);
        variable.putObject("current");
        if (all) {
            variable.put("allValue", ".+");
            variable.putObject("current").put("text", "All").put("value", "$__all");
        }
        if (variable.path("type").asText().equals("query")) {
            String query = pieces.fill(from.path("query").asText());
            variable.set("datasource", common.path("datasource"));
            variable.putObject("query")
                    .put("qryType", query.startsWith("label_values") ? 1 : 3)
                    .put("query", query)
                    .put("refId", key);
            variable.put("definition", query);
            variable.put("refresh", 2);
            variable.put("sort", from.path("sort").asInt(1));
        }
        return variable;
    }

    private ObjectNode annotation(String key) {
        ObjectNode annotation = common.path("annotations").path(key).deepCopy();
        annotation.put("name", key);
        annotation.set("datasource", common.path("datasource"));
        annotation.put("enable", true);
        annotation.put("step", "10s");
        annotation.put("expr", pieces.fill(annotation.path("expr").asText()));
        return annotation;
    }

    /** Lays a row out, and says where the next one begins. */
    private int layOut(JsonNode row, int top) {
        ArrayNode into = panels;
        int y = top;
        if (row.has("title")) {
            ObjectNode title = panels.addObject();
            title.put("id", ++id).put("type", "row").set("title", row.path("title"));
            title.put("collapsed", row.path("collapsed").asBoolean());
            title.set("gridPos", place(0, y, COLUMNS, 1));
            ArrayNode inside = title.putArray("panels");
            into = row.path("collapsed").asBoolean() ? inside : panels;
            y++;
        }
        int x = 0;
        int height = 0;
        for (JsonNode panel : row.path("panels")) {
            int width = panel.path("width").asInt();
            int high = panel.path("height").asInt(row.path("height").asInt());
            if (x + width > COLUMNS) {
                x = 0;
                y += height;
                height = 0;
            }
            into.add(new PanelSource(common, pieces, panel).json(++id, place(x, y, width, high)));
            x += width;
            height = Math.max(height, high);
        }
        return y + height;
    }

    private static ObjectNode place(int x, int y, int width, int height) {
        return JSON.createObjectNode().put("x", x).put("y", y).put("w", width).put("h", height);
    }

    @Override
    public String toString() {
        return name;
    }
}
