package org.millrace.jobs.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millrace.jobs.config.keys.ModelKeys;
import org.millrace.jobs.config.keys.TrainingKeys;
import org.millrace.model.loss.Task;
import org.millrace.operators.format.BinaryExampleFormat;
import org.millrace.operators.format.ExampleFormat;
import org.millrace.operators.format.JsonExampleFormat;

/** A data set of one part, whose features are one array: JSON that anyone can read for few of them, else bytes. */
record ArrayDataset(String name, String preset, int features, Task task, List<String> classes, Part training)
        implements Dataset {

    private static final int MOST_IN_JSON = 64;

    ArrayDataset {
        classes = List.copyOf(classes);
    }

    @Override
    public Map<String, Object> featureSettings() {
        return Map.of(ModelKeys.FEATURES.name(), features, TrainingKeys.PASSES.name(), Dataset.passes(training.size()));
    }

    @Override
    public Optional<Part> test() {
        return Optional.empty();
    }

    @Override
    public ExampleFormat format() {
        return features <= MOST_IN_JSON ? new JsonExampleFormat() : BinaryExampleFormat.float32();
    }
}
