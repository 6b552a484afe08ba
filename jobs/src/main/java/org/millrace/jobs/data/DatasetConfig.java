package org.millrace.jobs.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.Keys;
import org.millrace.model.loss.Task;

/** What a data set says of the configuration of its model. */
public final class DatasetConfig {

    private DatasetConfig() {}

    /** Settings that follow from the data, by full dotted name. */
    public static Map<String, Object> known(Dataset dataset) {
        Map<String, Object> known = new LinkedHashMap<>();
        known.put(Keys.MODEL_NAME.name(), dataset.name());
        known.put(Keys.FEATURES.name(), dataset.features());
        known.put(
                Keys.TASK.name(), dataset.task().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        known.put(Keys.CLASSES.name(), dataset.classes());
        return known;
    }

    /** @throws ConfigException if a model of this configuration could not read the examples of the data set */
    public static void requireFit(Dataset dataset, JobConfig config) {
        if (config.get(Keys.TASK) != dataset.task()) {
            throw new ConfigException("the data set " + dataset.name()
                    + " has classes to tell apart; another model.task needs --csv FILE with a numeric --label COLUMN");
        }
        if (config.get(Keys.FEATURES) != dataset.features()) {
            throw new ConfigException(
                    "%s is %d, but the examples of %s have %d features; leave the key out, or take other data"
                            .formatted(Keys.FEATURES, config.get(Keys.FEATURES), dataset.name(), dataset.features()));
        }
        List<String> classes = config.get(Keys.CLASSES);
        boolean fit = isLabelledByName(dataset)
                ? classes.equals(dataset.classes())
                : classes.size() == dataset.classes().size();
        if (!fit) {
            throw new ConfigException("%s is %s, but %s has %s; leave the key out, or take other data"
                    .formatted(Keys.CLASSES, classes, dataset.name(), dataset.classes()));
        }
    }

    /** Otherwise by number, and a model may have names of its own for the classes. */
    private static boolean isLabelledByName(Dataset dataset) {
        return dataset.format().labelsByName() && dataset.task() != Task.REGRESSION;
    }
}
