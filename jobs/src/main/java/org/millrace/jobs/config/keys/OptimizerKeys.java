package org.millrace.jobs.config.keys;

import static org.millrace.jobs.config.ConfigKey.optional;
import static org.millrace.jobs.config.ValueType.oneOf;
import static org.millrace.jobs.config.ValueType.or;
import static org.millrace.jobs.config.ValueType.realNumber;

import java.util.List;
import java.util.Optional;
import org.millrace.jobs.config.Choice;
import org.millrace.jobs.config.ConfigKey;
import org.millrace.jobs.config.Values;
import org.millrace.model.optimizer.AdamW;
import org.millrace.model.optimizer.Clipping;
import org.millrace.model.optimizer.Optimizer;
import org.millrace.model.optimizer.Regularization;

/** The keys of the weight update: the optimizer, its step, regularization and clipping. */
public final class OptimizerKeys {

    public static final ConfigKey<Choice<Optimizer>> OPTIMIZER = optional(
                    "training.optimizer", oneOf(Optimizers.ALL), "adam")
            .meaning("Update rule that turns gradients into new weights");
    public static final ConfigKey<Double> LEARNING_RATE = optional(
                    "training.learning-rate", realNumber("(0, 10]"), "0.001")
            .meaning(
                    "Step size of the optimizer: too small trains slowly, too large diverges; ./millrace lr-find proposes one");
    public static final ConfigKey<Double> L1 = optional("training.l1", realNumber("[0, 1e3]"), "0")
            .meaning(
                    "L1 regularization, against overfitting: this factor times the sum of the absolute weights is added to the loss");
    public static final ConfigKey<Double> L2 = optional("training.l2", realNumber("[0, 1e3]"), "0")
            .meaning(
                    "L2 regularization, against overfitting: half this factor times the sum of the squared weights is added to the loss");
    public static final ConfigKey<Optional<Double>> WEIGHT_DECAY = optional(
                    "training.weight-decay", or("auto", realNumber("[0, 1]")), "auto")
            .meaning(
                    "Decoupled weight decay: in each step every weight shrinks by this share times the learning rate; auto = "
                            + AdamW.DEFAULT_WEIGHT_DECAY + " for optimizer adamw, else 0");
    public static final ConfigKey<Double> CLIP_NORM = optional("training.clip-norm", realNumber("[0, 1e6]"), "0")
            .meaning("Greatest norm of a gradient; a longer one is scaled down to it; 0 = no clipping");
    public static final ConfigKey<Double> CLIP_VALUE = optional("training.clip-value", realNumber("[0, 1e6]"), "0")
            .meaning(
                    "Greatest absolute value of a gradient's component; applied before training.clip-norm; 0 = no clipping");

    static final List<ConfigKey<?>> ALL =
            List.of(LEARNING_RATE, OPTIMIZER, L1, L2, WEIGHT_DECAY, CLIP_NORM, CLIP_VALUE);

    private OptimizerKeys() {}

    /** The optimizer of a configuration. */
    public static Optimizer optimizer(Values config) {
        return config.get(OPTIMIZER).read(config);
    }

    /** The bounds of gradients. */
    public static Clipping clipping(Values config) {
        return new Clipping(config.get(CLIP_NORM), config.get(CLIP_VALUE));
    }

    /** The penalties on weights, without the decay of an optimizer that decays them itself. */
    public static Regularization regularization(Values config) {
        boolean decaysItself = config.get(OPTIMIZER).equals(Optimizers.ADAMW);
        return new Regularization(
                config.get(L1),
                config.get(L2),
                decaysItself ? 0 : config.get(WEIGHT_DECAY).orElse(0.0),
                config.get(ModelKeys.DROPOUT));
    }
}
