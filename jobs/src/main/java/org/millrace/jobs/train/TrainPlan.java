package org.millrace.jobs.train;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.ErrorKeys;
import org.millrace.jobs.config.keys.FeatureKeys;
import org.millrace.jobs.config.keys.FormatKeys;
import org.millrace.jobs.config.keys.HoldOutKeys;
import org.millrace.jobs.config.keys.KafkaKeys;
import org.millrace.jobs.config.keys.ModelKeys;
import org.millrace.jobs.config.keys.ScheduleKeys;
import org.millrace.jobs.config.keys.TrainingKeys;
import org.millrace.jobs.config.keys.drift.DriftKeys;
import org.millrace.model.evaluation.Horizons;
import org.millrace.operators.format.FormatSettings;
import org.millrace.operators.policy.BatchPolicy;
import org.millrace.operators.policy.ErrorTolerance;
import org.millrace.operators.policy.SplitPolicy;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.train.ModelSettings;
import org.millrace.operators.train.Run;
import org.millrace.operators.train.TrainSettings;

/**
 * What the training pipeline is to do, in the operators' own terms.
 *
 * @param idleTimeout after how long without a record no partition is waited for any longer; empty: never
 */
public record TrainPlan(
        String model,
        ExampleSchema schema,
        FormatSettings formats,
        SplitPolicy splitPolicy,
        BatchPolicy batches,
        Optional<Duration> idleTimeout,
        ErrorTolerance tolerance,
        TrainSettings train) {

    /** No wish for a new learner. */
    public static final String KEEP_LEARNER = "";

    public TrainPlan {
        requireNonNull(model, "model");
        requireNonNull(schema, "schema");
        requireNonNull(formats, "formats");
        requireNonNull(splitPolicy, "splitPolicy");
        requireNonNull(batches, "batches");
        requireNonNull(idleTimeout, "idleTimeout");
        requireNonNull(tolerance, "tolerance");
        requireNonNull(train, "train");
    }

    /** Reads the plan off a checked configuration. */
    public static TrainPlan of(JobConfig config) {
        return of(config, KEEP_LEARNER);
    }

    /** @param reset see {@link Run#reset} */
    static TrainPlan of(JobConfig config, String reset) {
        ExampleSchema schema = FeatureKeys.schema(config);
        Optional<Duration> idleTimeout = config.get(TrainingKeys.IDLE_TIMEOUT);
        return new TrainPlan(
                config.get(ModelKeys.NAME),
                schema,
                FormatKeys.settings(config),
                splitPolicy(config),
                BatchPolicy.of(
                        config.get(TrainingKeys.BATCH_SIZE), config.get(TrainingKeys.BATCH_MAX_AGE), idleTimeout),
                idleTimeout,
                tolerance(config),
                new TrainSettings(
                        new ModelSettings(
                                LearnerPlan.of(config, schema),
                                TrainingKeys.rehearsal(config),
                                ScheduleKeys.earlyStopping(config),
                                DriftKeys.policy(config)),
                        schema,
                        config.get(TrainingKeys.ORDER),
                        idleTimeout.map(Duration::toMillis).orElse(0L),
                        new Horizons(
                                config.get(HoldOutKeys.EVALUATION_WINDOW), config.get(HoldOutKeys.EVALUATION_FADING)),
                        new Run(drawnId(), plannedPasses(config), reset)));
    }

    /** Short enough for a legend, and long enough that no two runs of a model have the same. */
    private static String drawnId() {
        return UUID.randomUUID().toString().substring(0, 6);
    }

    private static int plannedPasses(JobConfig config) {
        return switch (config.get(KafkaKeys.SOURCE_MODE)) {
            case PASSES -> config.get(TrainingKeys.PASSES);
            case LIVE -> 0;
        };
    }

    private static ErrorTolerance tolerance(JobConfig config) {
        return switch (config.get(ErrorKeys.TOLERANCE)) {
            case ALL ->
                config.get(ErrorKeys.LIMIT_PER_MINUTE)
                        .<ErrorTolerance>map(limit -> new ErrorTolerance(limit))
                        .orElse(ErrorTolerance.ALL);
            case NONE -> ErrorTolerance.NONE;
        };
    }

    private static SplitPolicy splitPolicy(JobConfig config) {
        return new SplitPolicy(
                config.get(HoldOutKeys.VALIDATION_EVERY),
                config.get(HoldOutKeys.VALIDATION_WINDOW),
                config.get(HoldOutKeys.TEST_FRACTION),
                config.get(HoldOutKeys.TEST_BY),
                config.get(HoldOutKeys.TEST_TOPIC));
    }
}
