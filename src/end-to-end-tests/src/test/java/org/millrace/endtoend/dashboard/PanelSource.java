package org.millrace.endtoend.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * The source of a panel, merged into what its kind has in common with others. {@code queries} are legends with their
 * expressions; {@code by} joins the answers to a table, and {@code x} names the query over which the others are drawn.
 */
final class PanelSource {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final Set<String> KEYS =
            Set.of(("title kind like type width height description unit noValue values defaults overrides options"
                            + " transformations logarithmic query queries instant format x by interval maxDataPoints")
                    .split(" "));

    private final JsonNode common;
    private final Pieces pieces;
    private final ObjectNode source;

    PanelSource(JsonNode common, Pieces pieces, JsonNode source) {
        this.common = common;
        this.pieces = pieces;
        this.source = merged(kind(source.path("kind").asText()), source);
        this.source.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException(source.path("title").asText() + ": a panel has no " + key);
            }
        });
    }

    private ObjectNode kind(String name) {
        JsonNode kind = common.path("kinds").path(name);
        if (kind.isMissingNode()) {
            throw new IllegalArgumentException("no kind of panel: " + name);
        }
        return kind.has("like") ? merged(kind(kind.path("like").asText()), kind) : kind.deepCopy();
    }

    /** Objects are merged deeply; anything else takes the place of what was there. */
    private static ObjectNode merged(ObjectNode below, JsonNode above) {
        above.properties().forEach(field -> {
            JsonNode under = below.get(field.getKey());
            below.set(
                    field.getKey(),
                    under instanceof ObjectNode object && field.getValue().isObject()
                            ? merged(object, field.getValue())
                            : field.getValue().deepCopy());
        });
        return below;
    }

    ObjectNode json(int id, ObjectNode place) {
        ObjectNode panel = NODES.objectNode();
        panel.put("id", id);
        for (String key : new String[] {"type", "title", "description"}) {
            panel.set(key, source.get(key));
        }
        panel.set("datasource", common.path("datasource"));
        panel.set("gridPos", place);
        for (String key : new String[] {"interval", "maxDataPoints"}) {
            if (source.has(key)) {
                panel.set(key, source.get(key));
            }
        }
        panel.set("targets", targets());
        ObjectNode fields = panel.putObject("fieldConfig");
        fields.set("defaults", defaults());
        fields.set("overrides", overrides());
        ObjectNode options = panel.putObject("options");
        if (source.has("options")) {
            options.setAll((ObjectNode) source.get("options"));
        }
        ArrayNode transformations = transformations();
        if (source.has("x")) {
            options.set("xField", source.get("x"));
        }
        if (!transformations.isEmpty()) {
            panel.set("transformations", transformations);
        }
        return panel;
    }

    private ArrayNode targets() {
        ArrayNode targets = NODES.arrayNode();
        String wrapper = source.path("query").asText("%s");
        boolean instant = source.path("instant").asBoolean();
        boolean table = source.path("type").asText().equals("table");
        source.path("queries").properties().forEach(query -> {
            String expression = pieces.fill(query.getValue().asText().strip());
            ObjectNode target = targets.addObject()
                    .put("refId", refId(targets.size() - 1))
                    .put("expr", wrapper.replace("%s", expression))
                    .put("legendFormat", query.getKey());
            if (instant) {
                target.put("instant", true).put("range", false);
            }
            if (table || source.has("format")) {
                target.put("format", source.path("format").asText("table"));
            }
        });
        return targets;
    }

    private static String refId(int number) {
        return Character.toString('A' + number);
    }

    private ObjectNode defaults() {
        ObjectNode defaults = NODES.objectNode();
        if (source.path("logarithmic").asBoolean()) {
            merged(defaults, common.path("logarithmic"));
        }
        for (String key : new String[] {"unit", "noValue"}) {
            if (source.path(key).isTextual()) {
                defaults.set(key, source.get(key));
            }
        }
        if (source.has("defaults")) {
            merged(defaults, source.get("defaults"));
        }
        if (source.has("values")) {
            defaults.putArray("mappings").addObject().put("type", "value").set("options", values(source.get("values")));
        }
        return defaults;
    }

    /** Each value with its text and colour. */
    private static ObjectNode values(JsonNode source) {
        ObjectNode values = NODES.objectNode();
        source.properties().forEach(value -> values.putObject(value.getKey())
                .put("text", value.getValue().path(0).asText())
                .put("color", value.getValue().path(1).asText())
                .put("index", values.size() - 1));
        return values;
    }

    /** By field: a name, a regular expression between slashes. */
    private ArrayNode overrides() {
        ArrayNode overrides = NODES.arrayNode();
        source.path("overrides").properties().forEach(override -> {
            String field = override.getKey();
            ObjectNode node = overrides.addObject();
            node.putObject("matcher")
                    .put("id", field.startsWith("/") ? "byRegexp" : "byName")
                    .put("options", field);
            ArrayNode properties = node.putArray("properties");
            override.getValue().properties().forEach(property -> {
                JsonNode value = property.getKey().equals("values")
                        ? NODES.arrayNode()
                                .add(NODES.objectNode()
                                        .put("type", "value")
                                        .set("options", values(property.getValue())))
                        : property.getValue();
                properties
                        .addObject()
                        .put("id", property.getKey().equals("values") ? "mappings" : property.getKey())
                        .set("value", value);
            });
        });
        return overrides;
    }

    private ArrayNode transformations() {
        ArrayNode transformations = NODES.arrayNode();
        if (source.has("x")) {
            overX(source.get("x").asText(), transformations);
        }
        if (source.has("by")) {
            by(source.get("by").asText(), transformations);
        }
        source.path("transformations").forEach(transformations::add);
        return transformations;
    }

    /** One point for each value of x, the newest there is. */
    private void overX(String x, ArrayNode transformations) {
        add(transformations, "joinByField").put("byField", "Time").put("mode", "outer");
        ObjectNode fields = add(transformations, "groupBy").putObject("fields");
        ObjectNode names = NODES.objectNode();
        for (Map.Entry<String, JsonNode> query : source.path("queries").properties()) {
            String legend = query.getKey();
            ObjectNode field = fields.putObject(legend);
            ArrayNode aggregations = field.put("operation", legend.equals(x) ? "groupby" : "aggregate")
                    .putArray("aggregations");
            if (!legend.equals(x)) {
                aggregations.add("lastNotNull");
                names.put(legend + " (lastNotNull)", legend);
            }
        }
        add(transformations, "organize").set("renameByName", names);
        add(transformations, "sortBy").putArray("sort").addObject().put("field", x);
    }

    /** A row for each value of a label, a column for each query. */
    private void by(String label, ArrayNode transformations) {
        add(transformations, "joinByField").put("byField", label).put("mode", "outer");
        ObjectNode organize = add(transformations, "organize");
        ObjectNode excluded = organize.putObject("excludeByName").put("Time", true);
        ObjectNode names = organize.putObject("renameByName");
        int number = 0;
        for (Map.Entry<String, JsonNode> query : source.path("queries").properties()) {
            names.put("Value #" + refId(number++), query.getKey());
            excluded.put("Time " + number, true);
        }
    }

    private static ObjectNode add(ArrayNode transformations, String id) {
        return transformations.addObject().put("id", id).putObject("options");
    }
}
