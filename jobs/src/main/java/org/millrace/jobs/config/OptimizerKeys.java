package org.millrace.jobs.config;

import static org.millrace.jobs.config.ValueTypes.autoOr;
import static org.millrace.jobs.config.ValueTypes.oneOf;
import static org.millrace.jobs.config.ValueTypes.realNumber;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of how gradients change the weights, and of what keeps weights and gradients small. */
public final class OptimizerKeys {

    private static final List<ConfigKey<?>> CATALOGUE = new ArrayList<>();

    public static final ConfigKey<OptimizerKind> OPTIMIZER = optional(
            "training.optimizer",
            oneOf(OptimizerKind.class),
            "adam",
            "How the gradients of the loss change the weights");
    public static final ConfigKey<Double> LEARNING_RATE = optional(
            "training.learning-rate",
            realNumber("(0, 10]"),
            "0.001",
            "Size of a step down the loss: too small learns slowly, too large never settles; ./millrace lr-find proposes one");
    public static final ConfigKey<Double> MOMENTUM = optional(
            "training.momentum",
            realNumber("[0, 1)"),
            "0.9",
            "Share of the previous step that goes on in the next (optimizers momentum and nesterov)");
    public static final ConfigKey<Double> ADAM_BETA1 = optional(
            "training.adam-beta1",
            realNumber("[0, 1)"),
            "0.9",
            "Decay of the running mean of the gradients (optimizers adam and adamw)");
    public static final ConfigKey<Double> ADAM_BETA2 = optional(
            "training.adam-beta2",
            realNumber("[0, 1)"),
            "0.999",
            "Decay of the running mean of the squared gradients (optimizers adam and adamw)");
    public static final ConfigKey<Double> ADAM_EPSILON = optional(
            "training.adam-epsilon",
            realNumber("(0, 1]"),
            "1e-8",
            "Keeps the division by small gradients from running away (optimizers adam and adamw)");
    public static final ConfigKey<Double> RMSPROP_DECAY = optional(
            "training.rmsprop-decay",
            realNumber("[0, 1)"),
            "0.99",
            "Decay of the running mean of the squared gradients (optimizer rmsprop)");
    public static final ConfigKey<Double> RMSPROP_EPSILON = optional(
            "training.rmsprop-epsilon",
            realNumber("(0, 1]"),
            "1e-8",
            "Keeps the division by small gradients from running away (optimizer rmsprop)");
    public static final ConfigKey<Double> ADAGRAD_EPSILON = optional(
            "training.adagrad-epsilon",
            realNumber("(0, 1]"),
            "1e-10",
            "Keeps the division by small gradients from running away (optimizer adagrad)");
    public static final ConfigKey<Double> FTRL_BETA =
            optional("training.ftrl-beta", realNumber("(0, 1e6]"), "1", "Keeps the first steps small (optimizer ftrl)");
    public static final ConfigKey<Double> FTRL_L1 = optional(
            "training.ftrl-l1",
            realNumber("[0, 1e6]"),
            "0",
            "Makes weights of little use exactly zero: a sparse network (optimizer ftrl)");
    public static final ConfigKey<Double> FTRL_L2 = optional(
            "training.ftrl-l2",
            realNumber("[0, 1e6]"),
            "0",
            "Pulls weights towards zero within the optimizer (optimizer ftrl)");
    public static final ConfigKey<Double> L1 = optional(
            "training.l1",
            realNumber("[0, 1e3]"),
            "0",
            "L1 regularization: this much of the sum of all weights' sizes is added to the loss, against overfitting");
    public static final ConfigKey<Double> L2 = optional(
            "training.l2",
            realNumber("[0, 1e3]"),
            "0",
            "L2 regularization: half this much of the sum of all squared weights is added to the loss, against overfitting");
    public static final ConfigKey<Optional<Double>> WEIGHT_DECAY = optional(
            "training.weight-decay",
            autoOr(realNumber("[0, 1]")),
            "auto",
            "Share of every weight that is taken off in each step, times the learning rate; auto = 0.01 for optimizer adamw, else 0");
    public static final ConfigKey<Double> CLIP_NORM = optional(
            "training.clip-norm",
            realNumber("[0, 1e6]"),
            "0",
            "Longest gradient allowed: a longer one is scaled down to this norm; 0 = no clipping");
    public static final ConfigKey<Double> CLIP_VALUE = optional(
            "training.clip-value",
            realNumber("[0, 1e6]"),
            "0",
            "Greatest single value of a gradient: what is beyond is cut off, before training.clip-norm; 0 = no clipping");

    private OptimizerKeys() {}

    static List<ConfigKey<?>> all() {
        return List.copyOf(CATALOGUE);
    }

    private static <T> ConfigKey<T> optional(String name, ValueType<T> type, String defaultValue, String meaning) {
        ConfigKey<T> key = ConfigKey.optional(name, type, defaultValue, meaning);
        CATALOGUE.add(key);
        return key;
    }
}
