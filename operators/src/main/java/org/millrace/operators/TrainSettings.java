package org.millrace.operators;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.millrace.model.LearnerSettings;

/**
 * What {@link Train} is to do.
 *
 * @param examples what the examples are, in words; a state that was made of others is refused
 * @param order in which the batches of several partitions are learned
 * @param silence milliseconds by the clock without a batch after which in event-time order nothing waits any longer; 0: never
 * @param reset a name for the wish to start with a new learner, heeded once in the life of a state; empty: no such wish
 */
public record TrainSettings(LearnerSettings learner, String examples, TrainingOrder order, long silence, String reset)
        implements Serializable {

    public TrainSettings {
        requireNonNull(learner, "learner");
        requireNonNull(examples, "examples");
        requireNonNull(order, "order");
        requireNonNull(reset, "reset");
        if (silence < 0) {
            throw new IllegalArgumentException("silence must not be negative: " + silence);
        }
    }

    /** Learns batches as they come. */
    public static TrainSettings of(LearnerSettings learner) {
        return new TrainSettings(learner, "examples", TrainingOrder.ARRIVAL, 0, "");
    }
}
