package org.millrace.jobs.train;

import static java.util.Objects.requireNonNull;

import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.Keys;
import org.millrace.model.LearnerSettings;
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
                new ExampleSchema(config.get(Keys.FEATURES), config.get(Keys.TASK), config.get(Keys.CLASSES)),
                splitPolicy(config),
                config.get(Keys.BATCH_SIZE),
                LearnerPlan.of(config));
    }

    private static SplitPolicy splitPolicy(JobConfig config) {
        return new SplitPolicy(
                config.get(Keys.VALIDATION_EVERY),
                config.get(Keys.VALIDATION_WINDOW),
                config.get(Keys.TEST_FRACTION),
                TestBy.valueOf(config.get(Keys.TEST_BY).name()),
                config.get(Keys.TEST_TOPIC));
    }
}
