package org.millrace.jobs.data;

import java.util.List;
import java.util.Optional;
import org.millrace.model.loss.Task;
import org.millrace.operators.format.ExampleFormat;
import org.millrace.operators.format.JsonExampleFormat;

/** A dataset that is one table, without a test part of its own. */
record TableDataset(String name, String preset, int features, Task task, List<String> classes, Part training)
        implements Dataset {

    TableDataset {
        classes = List.copyOf(classes);
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
