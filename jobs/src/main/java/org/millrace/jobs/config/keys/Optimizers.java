package org.millrace.jobs.config.keys;

import static org.millrace.jobs.config.ConfigKey.optional;
import static org.millrace.jobs.config.ValueType.realNumber;

import java.util.List;
import org.millrace.jobs.config.Choice;
import org.millrace.jobs.config.ConfigKey;
import org.millrace.model.optimizer.AdaGrad;
import org.millrace.model.optimizer.Adam;
import org.millrace.model.optimizer.AdamW;
import org.millrace.model.optimizer.Ftrl;
import org.millrace.model.optimizer.Momentum;
import org.millrace.model.optimizer.Nesterov;
import org.millrace.model.optimizer.Optimizer;
import org.millrace.model.optimizer.RmsProp;
import org.millrace.model.optimizer.Sgd;

/** The optimizers to choose from, each with the keys that it alone reads. A new one is a line in {@link #ALL}. */
final class Optimizers {

    private static final String EPSILON = "Small constant that keeps the division by small gradients stable";
    private static final String SQUARES = "Decay of the running mean of the squared gradients";

    static final ConfigKey<Double> MOMENTUM = optional(
                    "training.momentum", realNumber("[0, 1)"), Momentum.DEFAULT_MOMENTUM)
            .meaning("Share of the previous step that is carried into the next");
    static final ConfigKey<Double> ADAGRAD_EPSILON = optional(
                    "training.adagrad-epsilon", realNumber("(0, 1]"), AdaGrad.DEFAULT_EPSILON)
            .meaning(EPSILON);
    static final ConfigKey<Double> RMSPROP_DECAY = optional(
                    "training.rmsprop-decay", realNumber("[0, 1)"), RmsProp.DEFAULT_DECAY)
            .meaning(SQUARES);
    static final ConfigKey<Double> RMSPROP_EPSILON = optional(
                    "training.rmsprop-epsilon", realNumber("(0, 1]"), RmsProp.DEFAULT_EPSILON)
            .meaning(EPSILON);
    static final ConfigKey<Double> ADAM_BETA1 = optional(
                    "training.adam-beta1", realNumber("[0, 1)"), Adam.DEFAULT_BETA1)
            .meaning("Decay of the running mean of the gradients");
    static final ConfigKey<Double> ADAM_BETA2 = optional(
                    "training.adam-beta2", realNumber("[0, 1)"), Adam.DEFAULT_BETA2)
            .meaning(SQUARES);
    static final ConfigKey<Double> ADAM_EPSILON = optional(
                    "training.adam-epsilon", realNumber("(0, 1]"), Adam.DEFAULT_EPSILON)
            .meaning(EPSILON);
    static final ConfigKey<Double> FTRL_BETA = optional("training.ftrl-beta", realNumber("(0, 1e6]"), Ftrl.DEFAULT_BETA)
            .meaning("Constant that keeps the first steps small");
    static final ConfigKey<Double> FTRL_L1 = optional("training.ftrl-l1", realNumber("[0, 1e6]"), Ftrl.DEFAULT_L1)
            .meaning(
                    "L1 regularization within the optimizer: sets weights of little use to exactly zero, for a sparse network");
    static final ConfigKey<Double> FTRL_L2 = optional("training.ftrl-l2", realNumber("[0, 1e6]"), Ftrl.DEFAULT_L2)
            .meaning("L2 regularization within the optimizer: pulls weights towards zero");

    /** Decays the weights itself, so that nothing else does. */
    static final Choice<Optimizer> ADAMW = new Choice<>(
            "adamw",
            List.of(ADAM_BETA1, ADAM_BETA2, ADAM_EPSILON),
            config -> new AdamW(
                    config.get(ADAM_BETA1),
                    config.get(ADAM_BETA2),
                    config.get(ADAM_EPSILON),
                    config.get(OptimizerKeys.WEIGHT_DECAY).orElse(AdamW.DEFAULT_WEIGHT_DECAY)));

    static final List<Choice<Optimizer>> ALL = List.of(
            new Choice<>("sgd", new Sgd()),
            new Choice<>("momentum", List.of(MOMENTUM), config -> new Momentum(config.get(MOMENTUM))),
            new Choice<>("nesterov", List.of(MOMENTUM), config -> new Nesterov(config.get(MOMENTUM))),
            new Choice<>("adagrad", List.of(ADAGRAD_EPSILON), config -> new AdaGrad(config.get(ADAGRAD_EPSILON))),
            new Choice<>(
                    "rmsprop",
                    List.of(RMSPROP_DECAY, RMSPROP_EPSILON),
                    config -> new RmsProp(config.get(RMSPROP_DECAY), config.get(RMSPROP_EPSILON))),
            new Choice<>(
                    "adam",
                    List.of(ADAM_BETA1, ADAM_BETA2, ADAM_EPSILON),
                    config -> new Adam(config.get(ADAM_BETA1), config.get(ADAM_BETA2), config.get(ADAM_EPSILON))),
            ADAMW,
            new Choice<>(
                    "ftrl",
                    List.of(FTRL_BETA, FTRL_L1, FTRL_L2),
                    config -> new Ftrl(config.get(FTRL_BETA), config.get(FTRL_L1), config.get(FTRL_L2))));

    private Optimizers() {}
}
