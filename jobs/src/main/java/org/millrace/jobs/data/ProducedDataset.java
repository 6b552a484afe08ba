package org.millrace.jobs.data;

import static java.util.Objects.requireNonNull;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.data.generator.DriftSchedule;
import org.millrace.model.loss.Task;
import org.millrace.operators.format.ExampleFormat;
import org.millrace.operators.format.LabelledExample;

/**
 * Another data set as it is to be written to a topic: in a format of choice, and with drifts.
 *
 * @param seed decides what each drift changes
 */
public record ProducedDataset(Dataset dataset, ExampleFormat format, DriftSchedule schedule, DriftKind kind, long seed)
        implements Dataset {

    /** @throws ConfigException if the data set has nothing that could drift so */
    public ProducedDataset {
        requireNonNull(dataset, "dataset");
        requireNonNull(format, "format");
        requireNonNull(schedule, "schedule");
        requireNonNull(kind, "kind");
        if (!dataset.isArray()
                && !(schedule.equals(DriftSchedule.NONE)
                        && format.contentType().equals(dataset.format().contentType()))) {
            throw new ConfigException(
                    "a table is written as JSON objects, as it is: --csv takes neither --drift nor another --format");
        }
        if (!schedule.equals(DriftSchedule.NONE) && kind == DriftKind.LABELS && dataset.task() != Task.CLASSIFICATION) {
            throw new ConfigException(
                    "--drift-by labels needs classes; with numbers to predict use --drift-by features");
        }
    }

    @Override
    public String name() {
        return dataset.name();
    }

    @Override
    public String preset() {
        return dataset.preset();
    }

    @Override
    public int features() {
        return dataset.features();
    }

    @Override
    public Map<String, Object> featureSettings() {
        return dataset.featureSettings();
    }

    @Override
    public boolean isArray() {
        return dataset.isArray();
    }

    /** The data set's own way to write its examples holds what the format could not. */
    @Override
    public byte[] value(LabelledExample example) {
        return isArray() ? Dataset.super.value(example) : dataset.value(example);
    }

    @Override
    public Task task() {
        return dataset.task();
    }

    @Override
    public List<String> classes() {
        return dataset.classes();
    }

    @Override
    public Part training() {
        return dataset.training();
    }

    @Override
    public Optional<Part> test() {
        return dataset.test();
    }

    @Override
    public Iterator<LabelledExample> endless(Part training) {
        Iterator<LabelledExample> examples = dataset.endless(training);
        return schedule.equals(DriftSchedule.NONE)
                ? examples
                : new DriftingExamples(examples, schedule, kind, dataset, seed);
    }
}
