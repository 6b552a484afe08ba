package org.millrace.operators.metrics;

import static java.util.Objects.requireNonNull;

/** The labels that distinguish the values of one meter. */
public enum Label {
    MODEL("model", "Name of the model, `model.name`"),
    RUN(
            "run",
            "Id of a run: drawn when it is submitted, the same after restarts and savepoints, another with"
                    + " `--reset-learner`"),
    SPLIT("split", "`training`, `validation` or `test`"),
    HORIZON(
            "horizon",
            "How far back a figure looks: `run` (all examples so far), `sliding` (the last `evaluation.window`), `fading`"
                    + " (`evaluation.fading`), `window` (the last validation window, or the last test), `pass` (the last"
                    + " complete one)"),
    CLASS("class", "Name of a class; for multi-label `0` and `1`, over all classes"),
    ACTUAL("actual", "The actual class, named as in `class`"),
    PREDICTED("predicted", "The predicted class, named as in `class`"),
    LAYER("layer", "Number of a layer, counted from the inputs: `1`, `2`, …; the last one has the outputs"),
    REASON("reason", "Reason of the dead letter: `MALFORMED`, `UNKNOWN_LABEL`, …"),
    NETWORK("network", "Layers from inputs to outputs, such as `64-64(relu)-10`"),
    TASK("task", "`classification`, `multi-label` or `regression`"),
    OPTIMIZER("optimizer", "The optimizer, `training.optimizer`"),
    MODE("mode", "`passes` or `live`, as `source.mode`"),
    VERSION("version", "Version of Millrace"),
    JAVA("java", "Version of Java"),
    BLAS_KERNEL("blas_kernel", "What OpenBLAS multiplies with, by processor: `SkylakeX`, `Haswell`, …"),
    OF("of", "What has drifted: `errors`, those of the predictions, or `features`"),
    ANSWER("answer", "What was done about a drift, `drift.answer`"),
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
