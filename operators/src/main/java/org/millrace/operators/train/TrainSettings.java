package org.millrace.operators.train;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.millrace.model.LearnerSettings;
import org.millrace.operators.policy.DriftPolicy;
import org.millrace.operators.policy.TrainingOrder;
import org.millrace.operators.schema.ExampleSchema;

/**
 * What {@link Train} is to do.
 *
 * @param schema of the examples; a state that was made of others is refused
 * @param order in which the batches of several partitions are trained on
 * @param idleTimeout milliseconds by the clock without a batch after which in event-time order nothing waits any longer; 0:
 *     never
 * @param drift how it is looked for, and what is done about it
 */
public record TrainSettings(
        LearnerSettings learner,
        ExampleSchema schema,
        TrainingOrder order,
        long idleTimeout,
        Run run,
        DriftPolicy drift)
        implements Serializable {

    public TrainSettings {
        requireNonNull(learner, "learner");
        requireNonNull(schema, "schema");
        requireNonNull(order, "order");
        requireNonNull(run, "run");
        requireNonNull(drift, "drift");
        if (idleTimeout < 0) {
            throw new IllegalArgumentException("idle timeout must not be negative: " + idleTimeout);
        }
    }

    /** Settings that look for no drift. */
    public TrainSettings(
            LearnerSettings learner, ExampleSchema schema, TrainingOrder order, long idleTimeout, Run run) {
        this(learner, schema, order, idleTimeout, run, DriftPolicy.NONE);
    }
}
