package org.millrace.jobs.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.millrace.operators.format.JsonExampleFormat;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.schema.FieldPath;

/** Gathers what the fields of records in JSON hold. */
final class RecordSampler {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SCHEMA_ID_BYTES = 5;

    /** The lengths that an array was seen with, and whether all of it were numbers. */
    private static final class ArrayProfile {

        private int length = -1;
        private boolean fits = true;

        void add(JsonNode array) {
            fits &= length < 0 || array.size() == length;
            length = array.size();
            for (JsonNode item : array) {
                fits &= item.isNumber();
            }
        }
    }

    private final Set<FieldPath> taken;
    private final Map<FieldPath, FieldProfile> profiles = new LinkedHashMap<>();
    private final Map<FieldPath, ArrayProfile> arrays = new LinkedHashMap<>();
    private int records;

    /** @param taken fields that are something else than features */
    RecordSampler(Set<FieldPath> taken) {
        this.taken = Set.copyOf(taken);
    }

    int records() {
        return records;
    }

    /** Takes a record; one that is no JSON object is passed over. */
    void add(RawRecord record) {
        ByteBuffer value = record.value();
        if (value == null) {
            return;
        }
        int skipped = JsonExampleFormat.isBehindSchemaId(value) ? SCHEMA_ID_BYTES : 0;
        JsonNode object;
        try {
            object = JSON.readTree(
                    value.array(), value.arrayOffset() + value.position() + skipped, value.remaining() - skipped);
        } catch (IOException e) {
            return;
        }
        if (object.isObject()) {
            Map<FieldPath, String> values = new LinkedHashMap<>();
            flatten(object, List.of(), values);
            values.forEach((field, text) -> profiles.computeIfAbsent(field, unused -> profile()));
            profiles.forEach((field, profile) -> profile.add(values.get(field)));
            records++;
        }
    }

    /** A field that comes late was missing so far. */
    private FieldProfile profile() {
        FieldProfile profile = new FieldProfile();
        for (int i = 0; i < records; i++) {
            profile.add(null);
        }
        return profile;
    }

    private void flatten(JsonNode object, List<String> names, Map<FieldPath, String> into) {
        object.properties().forEach(entry -> {
            List<String> path = new ArrayList<>(names);
            path.add(entry.getKey());
            FieldPath field = new FieldPath(FieldPath.Part.VALUE, path);
            JsonNode value = entry.getValue();
            if (value.isObject()) {
                flatten(value, path, into);
            } else if (!taken.contains(field)) {
                if (value.isArray()) {
                    arrays.computeIfAbsent(field, unused -> new ArrayProfile()).add(value);
                } else {
                    into.put(field, value.isNull() ? null : value.asText());
                }
            }
        });
    }

    InferredSchema infer() {
        List<InferredFeature> features = new ArrayList<>();
        profiles.forEach((field, profile) -> features.add(profile.infer(field)));
        arrays.forEach((field, array) -> features.add(
                array.fits && array.length > 0
                        ? InferredFeature.of(
                                field,
                                Map.of("kind", "vector", "length", array.length, "missing", "mean"),
                                "vector of " + array.length + " numbers",
                                "",
                                0)
                        : InferredFeature.leftOut(field, "its length changes, or it holds other than numbers", "", 0)));
        return new InferredSchema(features);
    }
}
