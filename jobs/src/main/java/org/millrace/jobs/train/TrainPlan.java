package org.millrace.jobs.train;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.Keys;
import org.millrace.operators.format.ExampleSchema;
import org.millrace.operators.policy.BatchPolicy;
import org.millrace.operators.policy.SplitPolicy;
import org.millrace.operators.policy.SplitPolicy.TestBy;
import org.millrace.operators.policy.TrainingOrder;
import org.millrace.operators.train.TrainSettings;

/**
 * What the training pipeline is to do, in the operators' own terms.
 *
 * @param idleTimeout after how long without a record no partition is waited for any longer; empty: never
 */
public record TrainPlan(
        String model,
        ExampleSchema schema,
        SplitPolicy splitPolicy,
        BatchPolicy batches,
        Optional<Duration> idleTimeout,
        TrainSettings train) {

    /** No wish for a new learner. */
    public static final String KEEP_LEARNER = "";

    public TrainPlan {
        requireNonNull(model, "model");
        requireNonNull(schema, "schema");
        requireNonNull(splitPolicy, "splitPolicy");
        requireNonNull(batches, "batches");
        requireNonNull(idleTimeout, "idleTimeout");
        requireNonNull(train, "train");
    }

    /** Reads the plan off a checked configuration. */
    public static TrainPlan of(JobConfig config) {
        return of(config, KEEP_LEARNER);
    }

    /** @param reset see {@link TrainSettings#reset} */
    static TrainPlan of(JobConfig config, String reset) {
        ExampleSchema schema =
                new ExampleSchema(config.get(Keys.FEATURES), config.get(Keys.TASK), config.get(Keys.CLASSES));
        Optional<Duration> idleTimeout = config.get(Keys.IDLE_TIMEOUT);
        return new TrainPlan(
                config.get(Keys.MODEL_NAME),
                schema,
                splitPolicy(config),
                BatchPolicy.of(config.get(Keys.BATCH_SIZE), config.get(Keys.BATCH_MAX_AGE), idleTimeout),
                idleTimeout,
                new TrainSettings(
                        LearnerPlan.of(config),
                        schema,
                        TrainingOrder.valueOf(config.get(Keys.ORDER).name()),
                        idleTimeout.map(Duration::toMillis).orElse(0L),
                        reset));
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
