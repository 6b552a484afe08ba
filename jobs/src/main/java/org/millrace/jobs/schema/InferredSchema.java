package org.millrace.jobs.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millrace.jobs.config.RawValue;
import org.millrace.jobs.config.keys.FeatureKeys;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * The features that were found in the fields of records.
 *
 * @param fields all that were seen, in order
 */
public record InferredSchema(List<InferredFeature> fields) {

    private static final int MOST_LINES = 60;
    private static final int WIDEST_FIELD = 30;

    public InferredSchema {
        fields = List.copyOf(fields);
    }

    /** Those that became features. */
    public List<InferredFeature> features() {
        return fields.stream().filter(InferredFeature::isTaken).toList();
    }

    /** The list {@code features}, by full dotted name, as a layer of a configuration. */
    public Map<String, Object> settings() {
        List<InferredFeature> features = features();
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(FeatureKeys.FEATURES.name(), new RawValue.Structures(features.size()));
        for (int i = 0; i < features.size(); i++) {
            String entry = FeatureKeys.FEATURES.name() + "[" + i + "].";
            features.get(i).settings().orElseThrow().forEach((key, value) -> settings.put(entry + key, value));
        }
        return settings;
    }

    /** The list as it can be written in a configuration file; ends with a line break. */
    public String yaml() {
        DumperOptions options = new DumperOptions();
        options.setWidth(120);
        return new Yaml(options)
                .dump(Map.of(
                        FeatureKeys.FEATURES.name(),
                        features().stream()
                                .map(feature -> feature.settings().orElseThrow())
                                .toList()));
    }

    /** A table of the fields, one line each, without a line break at the end. */
    public String table() {
        int width = Math.min(
                WIDEST_FIELD,
                fields.stream()
                        .mapToInt(field -> field.field().toString().length())
                        .max()
                        .orElse(0));
        List<String> lines = new ArrayList<>();
        lines.add(line(width, "field", "missing", "example", "taken as"));
        fields.stream()
                .limit(MOST_LINES)
                .map(field -> line(
                        width,
                        cut(field.field().toString(), width),
                        field.missing() == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100 * field.missing()),
                        field.example(),
                        field.meaning()))
                .forEach(lines::add);
        if (fields.size() > MOST_LINES) {
            lines.add(String.format(Locale.ROOT, "  … and %,d more", fields.size() - MOST_LINES));
        }
        return String.join("\n", lines);
    }

    private static String line(int width, String field, String missing, String example, String meaning) {
        return String.format(
                        Locale.ROOT,
                        "  %-" + Math.max(5, width) + "s  %8s  %-20s  %s",
                        field,
                        missing,
                        example,
                        meaning)
                .stripTrailing();
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }
}
