package org.millrace.jobs;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.Keys;
import org.millrace.model.Activation;
import org.millrace.model.Adam;
import org.millrace.model.Architecture;
import org.millrace.model.Initialization;
import org.millrace.model.Layer;
import org.millrace.model.LearnerSettings;
import org.millrace.model.Momentum;
import org.millrace.model.Optimizer;
import org.millrace.model.Sgd;
import org.millrace.operators.SplitPolicy;
import org.millrace.operators.SplitPolicy.TestBy;
import org.millrace.operators.format.ExampleSchema;

/** What the training pipeline is to do, in the operators' own terms. */
public record TrainPlan(
        String model, ExampleSchema schema, SplitPolicy splitPolicy, int batchSize, LearnerSettings learner) {

    public TrainPlan {
        requireNonNull(model, "model");
        requireNonNull(schema, "schema");
        requireNonNull(splitPolicy, "splitPolicy");
        requireNonNull(learner, "learner");
    }

    /** Reads the plan off a checked configuration. */
    public static TrainPlan of(JobConfig config) {
        return new TrainPlan(
                config.get(Keys.MODEL_NAME),
                new ExampleSchema(config.get(Keys.FEATURES), config.get(Keys.CLASSES)),
                splitPolicy(config),
                config.get(Keys.BATCH_SIZE),
                learner(config));
    }

    private static SplitPolicy splitPolicy(JobConfig config) {
        return new SplitPolicy(
                config.get(Keys.VALIDATION_EVERY),
                config.get(Keys.VALIDATION_WINDOW),
                config.get(Keys.TEST_FRACTION),
                TestBy.valueOf(config.get(Keys.TEST_BY).name()),
                config.get(Keys.TEST_TOPIC));
    }

    private static LearnerSettings learner(JobConfig config) {
        Activation activation = Activation.valueOf(constant(config.get(Keys.ACTIVATION)));
        List<Layer> hidden = config.get(Keys.HIDDEN_LAYERS).stream()
                .map(units -> new Layer(units, activation))
                .toList();
        return new LearnerSettings(
                new Architecture(
                        config.get(Keys.FEATURES),
                        hidden,
                        config.get(Keys.CLASSES).size()),
                Initialization.valueOf(constant(config.get(Keys.INITIALIZATION))),
                optimizer(config),
                config.get(Keys.LEARNING_RATE),
                config.get(Keys.CLIP_NORM),
                config.get(Keys.STANDARDIZE),
                config.get(Keys.SEED));
    }

    private static Optimizer optimizer(JobConfig config) {
        String name = config.get(Keys.OPTIMIZER);
        return switch (name) {
            case "sgd" -> new Sgd();
            case "momentum" -> new Momentum(config.get(Keys.MOMENTUM));
            case "adam" ->
                new Adam(config.get(Keys.ADAM_BETA1), config.get(Keys.ADAM_BETA2), config.get(Keys.ADAM_EPSILON));
            default -> throw new IllegalStateException("no optimizer of this name: " + name);
        };
    }

    private static String constant(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
