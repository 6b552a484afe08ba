package org.millrace.jobs.train;

import java.util.List;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.Keys;
import org.millrace.jobs.config.LossKeys;
import org.millrace.jobs.config.OptimizerKeys;
import org.millrace.jobs.config.OptimizerKind;
import org.millrace.model.LearnerSettings;
import org.millrace.model.loss.BinaryCrossEntropy;
import org.millrace.model.loss.Huber;
import org.millrace.model.loss.Loss;
import org.millrace.model.loss.MeanAbsoluteError;
import org.millrace.model.loss.MeanSquaredError;
import org.millrace.model.loss.SoftmaxCrossEntropy;
import org.millrace.model.network.Architecture;
import org.millrace.model.network.Layer;
import org.millrace.model.optimizer.AdaGrad;
import org.millrace.model.optimizer.Adam;
import org.millrace.model.optimizer.AdamW;
import org.millrace.model.optimizer.Clipping;
import org.millrace.model.optimizer.Ftrl;
import org.millrace.model.optimizer.Momentum;
import org.millrace.model.optimizer.Nesterov;
import org.millrace.model.optimizer.Optimizer;
import org.millrace.model.optimizer.Regularization;
import org.millrace.model.optimizer.RmsProp;
import org.millrace.model.optimizer.Sgd;

/** Reads the settings of the learner off a checked configuration. */
final class LearnerPlan {

    private final JobConfig config;

    private LearnerPlan(JobConfig config) {
        this.config = config;
    }

    static LearnerSettings of(JobConfig config) {
        return new LearnerPlan(config).settings();
    }

    private LearnerSettings settings() {
        return new LearnerSettings(
                architecture(),
                config.get(Keys.INITIALIZATION),
                loss(),
                optimizer(),
                config.get(OptimizerKeys.LEARNING_RATE),
                SchedulePlan.schedule(config),
                SchedulePlan.plateau(config).orElse(null),
                new Clipping(config.get(OptimizerKeys.CLIP_NORM), config.get(OptimizerKeys.CLIP_VALUE)),
                regularization(),
                config.get(Keys.SCALING),
                config.get(Keys.SEED));
    }

    private Architecture architecture() {
        List<Layer> hidden = config.get(Keys.HIDDEN_LAYERS).stream()
                .map(units -> new Layer(units, config.get(Keys.ACTIVATION)))
                .toList();
        return new Architecture(
                config.get(Keys.FEATURES), hidden, config.get(Keys.CLASSES).size());
    }

    private Loss loss() {
        return switch (config.get(LossKeys.LOSS).orOf(config.get(Keys.TASK))) {
            case AUTO -> throw new IllegalStateException("auto stands for another loss");
            case SOFTMAX_CROSS_ENTROPY ->
                new SoftmaxCrossEntropy(config.get(LossKeys.LABEL_SMOOTHING), config.get(LossKeys.CLASS_WEIGHTS));
            case BINARY_CROSS_ENTROPY -> new BinaryCrossEntropy();
            case MSE -> new MeanSquaredError();
            case MAE -> new MeanAbsoluteError();
            case HUBER -> new Huber(config.get(LossKeys.HUBER_DELTA));
        };
    }

    private Optimizer optimizer() {
        double beta1 = config.get(OptimizerKeys.ADAM_BETA1);
        double beta2 = config.get(OptimizerKeys.ADAM_BETA2);
        double epsilon = config.get(OptimizerKeys.ADAM_EPSILON);
        return switch (config.get(OptimizerKeys.OPTIMIZER)) {
            case SGD -> new Sgd();
            case MOMENTUM -> new Momentum(config.get(OptimizerKeys.MOMENTUM));
            case NESTEROV -> new Nesterov(config.get(OptimizerKeys.MOMENTUM));
            case ADAGRAD -> new AdaGrad(config.get(OptimizerKeys.ADAGRAD_EPSILON));
            case RMSPROP ->
                new RmsProp(config.get(OptimizerKeys.RMSPROP_DECAY), config.get(OptimizerKeys.RMSPROP_EPSILON));
            case ADAM -> new Adam(beta1, beta2, epsilon);
            case ADAMW ->
                new AdamW(
                        beta1,
                        beta2,
                        epsilon,
                        config.get(OptimizerKeys.WEIGHT_DECAY).orElse(AdamW.DEFAULT_WEIGHT_DECAY));
            case FTRL ->
                new Ftrl(
                        config.get(OptimizerKeys.FTRL_BETA),
                        config.get(OptimizerKeys.FTRL_L1),
                        config.get(OptimizerKeys.FTRL_L2));
        };
    }

    /** AdamW takes its weight decay itself. */
    private Regularization regularization() {
        boolean decaysItself = config.get(OptimizerKeys.OPTIMIZER) == OptimizerKind.ADAMW;
        return new Regularization(
                config.get(OptimizerKeys.L1),
                config.get(OptimizerKeys.L2),
                decaysItself ? 0 : config.get(OptimizerKeys.WEIGHT_DECAY).orElse(0.0),
                config.get(Keys.DROPOUT));
    }
}
