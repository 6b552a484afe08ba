package org.millrace.operators.train;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import org.millrace.model.LearnerSettings;
import org.millrace.operators.policy.TrainingOrder;

/**
 * What {@link Train} is to do.
 *
 * @param outputs names of the network's outputs: classes, properties, or numbers to predict
 * @param examples what the examples are, in words; a state that was made of others is refused
 * @param order in which the batches of several partitions are learned
 * @param silence milliseconds by the clock without a batch after which in event-time order nothing waits any longer; 0: never
 * @param reset a name for the wish to start with a new learner, heeded once in the life of a state; empty: no such wish
 */
public record TrainSettings(
        LearnerSettings learner, List<String> outputs, String examples, TrainingOrder order, long silence, String reset)
        implements Serializable {

    public TrainSettings {
        requireNonNull(learner, "learner");
        outputs = List.copyOf(requireNonNull(outputs, "outputs"));
        requireNonNull(examples, "examples");
        requireNonNull(order, "order");
        requireNonNull(reset, "reset");
        if (silence < 0) {
            throw new IllegalArgumentException("silence must not be negative: " + silence);
        }
    }
}
