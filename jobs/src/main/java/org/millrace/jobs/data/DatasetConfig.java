package org.millrace.jobs.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.ModelKeys;
import org.millrace.model.loss.Task;

/** The settings of a model that follow from its data set. */
public final class DatasetConfig {

    private DatasetConfig() {}

    /** Settings that follow from the data, by full dotted name. */
    public static Map<String, Object> known(Dataset dataset) {
        Map<String, Object> known = new LinkedHashMap<>();
        known.put(ModelKeys.NAME.name(), dataset.name());
        known.putAll(dataset.featureSettings());
        known.put(ModelKeys.TASK.name(), dataset.task().code());
        known.put(ModelKeys.CLASSES.name(), dataset.classes());
        return known;
    }

    /** @throws ConfigException if a model of this configuration could not read the examples of the data set */
    public static void requireFit(Dataset dataset, JobConfig config) {
        if (config.get(ModelKeys.TASK) != dataset.task()) {
            throw new ConfigException("the data set " + dataset.name()
                    + " has classes to tell apart; another model.task needs --csv FILE with a numeric --label COLUMN");
        }
        int features = config.get(ModelKeys.FEATURES).orElse(dataset.features());
        if (features != dataset.features()) {
            throw new ConfigException(
                    "%s is %d, but the examples of %s have %d features; leave the key out, or take other data"
                            .formatted(ModelKeys.FEATURES, features, dataset.name(), dataset.features()));
        }
        config.get(ModelKeys.CLASSES).ifPresent(classes -> requireFit(dataset, classes));
    }

    private static void requireFit(Dataset dataset, List<String> classes) {
        boolean fit = isLabelledByName(dataset)
                ? classes.equals(dataset.classes())
                : classes.size() == dataset.classes().size();
        if (!fit) {
            throw new ConfigException("%s is %s, but %s has %s; leave the key out, or take other data"
                    .formatted(ModelKeys.CLASSES, classes, dataset.name(), dataset.classes()));
        }
    }

    /** Otherwise by number, and a model may have names of its own for the classes. */
    private static boolean isLabelledByName(Dataset dataset) {
        return dataset.format().labelsByName() && dataset.task() != Task.REGRESSION;
    }
}
