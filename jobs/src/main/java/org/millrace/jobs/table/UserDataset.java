package org.millrace.jobs.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millrace.jobs.config.keys.FeatureKeys;
import org.millrace.jobs.config.keys.KafkaKeys;
import org.millrace.jobs.config.keys.Keys;
import org.millrace.jobs.config.keys.ModelKeys;
import org.millrace.jobs.config.keys.TrainingKeys;
import org.millrace.jobs.data.Dataset;
import org.millrace.jobs.schema.InferredSchema;
import org.millrace.model.loss.Task;
import org.millrace.operators.format.ExampleFormat;
import org.millrace.operators.format.JsonExampleFormat;
import org.millrace.operators.format.LabelledExample;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.FieldPath;

/** A data set that is one table, without a test part of its own. */
record UserDataset(
        String name, Task task, List<String> classes, Map<String, Object> featureSettings, TableRows training)
        implements Dataset {

    private static final String PRESET = "csv";

    UserDataset {
        classes = List.copyOf(classes);
    }

    /** The id is the key and the time is that of the record, since a column may have any name. */
    static Map<String, Object> settings(InferredSchema schema, String label, int rows) {
        Map<String, Object> settings = new LinkedHashMap<>(schema.settings());
        settings.put(FeatureKeys.LABEL.name(), FieldPath.named(label));
        settings.put(FeatureKeys.ID.name(), "@key");
        settings.put(FeatureKeys.TIMESTAMP.name(), "@timestamp");
        settings.put(TrainingKeys.PASSES.name(), Dataset.passes(rows));
        return settings;
    }

    /** The schema that settings of features give together with a task. */
    static ExampleSchema schema(Map<String, Object> featureSettings, Task task, List<String> classes) {
        return FeatureKeys.schema(Keys.builder()
                .known(featureSettings)
                .known(Map.of(ModelKeys.TASK.name(), task.code(), ModelKeys.CLASSES.name(), classes))
                .later(KafkaKeys.BOOTSTRAP_SERVERS)
                .build());
    }

    @Override
    public String preset() {
        return PRESET;
    }

    @Override
    public int features() {
        return schema(featureSettings, task, classes).columns();
    }

    @Override
    public byte[] value(LabelledExample example) {
        return training.value(example.id().orElseThrow());
    }

    @Override
    public boolean isArray() {
        return false;
    }

    @Override
    public Optional<Part> test() {
        return Optional.empty();
    }

    @Override
    public ExampleFormat format() {
        return new JsonExampleFormat();
    }
}
