package org.millrace.operators.metrics;

import static java.util.Objects.requireNonNull;

/** What tells the figures of one meter apart. */
public enum Label {
    MODEL("model", "The name of the model, `model.name`"),
    SPLIT("split", "`training`, `validation` or `test`"),
    CLASS("class", "A class by its name; for multi-label `0` and `1`, over all properties"),
    ACTUAL("actual", "The class that is right, named as in `class`"),
    PREDICTED("predicted", "The class that was predicted, named as in `class`"),
    LAYER("layer", "A hidden layer, `1` the nearest to the inputs"),
    REASON("reason", "Why a record is no example, as in the dead letter: `MALFORMED`, `UNKNOWN_LABEL`, …"),
    NETWORK("network", "The layers from inputs to outputs, as `64-64(relu)-10`"),
    TASK("task", "`classification`, `multi-label` or `regression`"),
    OPTIMIZER("optimizer", "How gradients change the weights"),
    LE("le", "The longest duration that a bucket counts, in seconds");

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
