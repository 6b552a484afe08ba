package org.millrace.jobs.config;

import static org.millrace.jobs.config.ValueTypes.classWeights;
import static org.millrace.jobs.config.ValueTypes.oneOf;
import static org.millrace.jobs.config.ValueTypes.realNumber;

import java.util.ArrayList;
import java.util.List;
import org.millrace.model.loss.ClassWeights;

/** The keys of what learning makes small. */
public final class LossKeys {

    private static final List<ConfigKey<?>> CATALOGUE = new ArrayList<>();

    public static final ConfigKey<LossKind> LOSS = optional(
            "training.loss",
            oneOf(LossKind.class),
            "auto",
            "What learning makes small: softmax-cross-entropy for classification, binary-cross-entropy for multi-label, mse, mae or huber for regression; auto = the first for the task");
    public static final ConfigKey<Double> HUBER_DELTA = optional(
            "training.huber-delta",
            realNumber("(0, 1e6]"),
            "1",
            "Errors up to this size count squared, greater ones in proportion, so that outliers count less (loss huber)");
    public static final ConfigKey<Double> LABEL_SMOOTHING = optional(
            "training.label-smoothing",
            realNumber("[0, 1)"),
            "0",
            "Share of each label that is spread over all classes, against too much confidence (loss softmax-cross-entropy)");
    public static final ConfigKey<ClassWeights> CLASS_WEIGHTS = optional(
            "training.class-weights",
            classWeights(),
            "none",
            "How much an example counts by its class; balanced = the rarer its class so far, the more (loss softmax-cross-entropy)");

    private LossKeys() {}

    static List<ConfigKey<?>> all() {
        return List.copyOf(CATALOGUE);
    }

    private static <T> ConfigKey<T> optional(String name, ValueType<T> type, String defaultValue, String meaning) {
        ConfigKey<T> key = ConfigKey.optional(name, type, defaultValue, meaning);
        CATALOGUE.add(key);
        return key;
    }
}
