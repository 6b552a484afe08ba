package org.millrace.jobs.schema;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.millrace.operators.schema.FieldPath;

/**
 * What a look at its values made of a field.
 *
 * @param settings of the feature, as an entry of the list {@code features} has them; none if the field is left out
 * @param meaning in words: the kind, or why the field is left out
 * @param example one of the values
 * @param missing the share of the records without a value
 */
public record InferredFeature(
        FieldPath field, Optional<Map<String, Object>> settings, String meaning, String example, double missing) {

    public InferredFeature {
        requireNonNull(field, "field");
        requireNonNull(settings, "settings");
        requireNonNull(meaning, "meaning");
        requireNonNull(example, "example");
    }

    /** A feature; the field is part of the settings. */
    static InferredFeature of(
            FieldPath field, Map<String, ?> settings, String meaning, String example, double missing) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("field", field.toString());
        all.putAll(settings);
        return new InferredFeature(field, Optional.of(all), meaning, example, missing);
    }

    /** A field that is no feature. */
    static InferredFeature leftOut(FieldPath field, String reason, String example, double missing) {
        return new InferredFeature(field, Optional.empty(), "left out: " + reason, example, missing);
    }

    public boolean isTaken() {
        return settings.isPresent();
    }
}
