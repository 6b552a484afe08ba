package org.millrace.operators.train;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.millrace.model.LearnerSettings;
import org.millrace.model.evaluation.Horizons;
import org.millrace.operators.policy.TrainingOrder;
import org.millrace.operators.schema.ExampleSchema;

/**
 * What {@link Train} is to do.
 *
 * @param schema of the examples; a state that was made of others is refused
 * @param order in which the batches of several partitions are trained on
 * @param idleTimeout milliseconds by the clock without a batch after which in event-time order nothing waits any longer; 0:
 *     never
 * @param horizons of prequential scores
 */
public record TrainSettings(
        ModelSettings model, ExampleSchema schema, TrainingOrder order, long idleTimeout, Horizons horizons, Run run)
        implements Serializable {

    public TrainSettings {
        requireNonNull(model, "model");
        requireNonNull(schema, "schema");
        requireNonNull(order, "order");
        requireNonNull(horizons, "horizons");
        requireNonNull(run, "run");
        if (idleTimeout < 0) {
            throw new IllegalArgumentException("idle timeout must not be negative: " + idleTimeout);
        }
    }

    /** For a model that has nothing but a learner, and scores of the usual horizons. */
    public TrainSettings(
            LearnerSettings learner, ExampleSchema schema, TrainingOrder order, long idleTimeout, Run run) {
        this(ModelSettings.of(learner), schema, order, idleTimeout, Horizons.DEFAULT, run);
    }

    public LearnerSettings learner() {
        return model.learner();
    }
}
