package org.millrace.operators.metrics;

import static java.util.Objects.requireNonNull;

/** The labels that distinguish the values of one meter. */
public enum Label {
    MODEL("model", "Name of the model, `model.name`"),
    SPLIT("split", "`training`, `validation` or `test`"),
    CLASS("class", "Name of a class; for multi-label `0` and `1`, over all classes"),
    ACTUAL("actual", "The actual class, named as in `class`"),
    PREDICTED("predicted", "The predicted class, named as in `class`"),
    LAYER("layer", "Number of a hidden layer, counted from the inputs: `1`, `2`, …"),
    REASON("reason", "Reason of the dead letter: `MALFORMED`, `UNKNOWN_LABEL`, …"),
    NETWORK("network", "Layers from inputs to outputs, such as `64-64(relu)-10`"),
    TASK("task", "`classification`, `multi-label` or `regression`"),
    OPTIMIZER("optimizer", "The optimizer, `training.optimizer`"),
    LE("le", "Upper bound of a histogram bucket, in seconds");

    private final String key;
    private final String meaning;

    Label(String key, String meaning) {
        this.key = requireNonNull(key, "key");
        this.meaning = requireNonNull(meaning, "meaning");
    }

    /** How Prometheus knows it. */
    public String key() {
        return key;
    }

    String meaning() {
        return meaning;
    }
}
