package org.millrace.operators.format;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the record of an example says of itself, wherever it stands.
 *
 * @param timestamp milliseconds since the epoch, if the record carries one of its own
 * @param label index of the class; 0 in other tasks
 * @param targets for multi-label (0 or 1) and regression, one number for each output; else empty
 */
public record LabelledExample(
        Optional<String> id, OptionalLong timestamp, float[] features, int label, float[] targets) {

    private static final float[] NO_TARGETS = {};

    public LabelledExample {
        requireNonNull(id, "id");
        requireNonNull(timestamp, "timestamp");
        requireNonNull(features, "features");
        requireNonNull(targets, "targets");
    }

    /** An example of a class. */
    public LabelledExample(Optional<String> id, OptionalLong timestamp, float[] features, int label) {
        this(id, timestamp, features, label, NO_TARGETS);
    }

    /** An example of a class, by its id alone. */
    public static LabelledExample of(String id, float[] features, int label) {
        return new LabelledExample(Optional.of(id), OptionalLong.empty(), features, label);
    }

    /** An example with a 0 or 1 for each property, or with numbers to predict. */
    public static LabelledExample ofTargets(
            Optional<String> id, OptionalLong timestamp, float[] features, float[] targets) {
        return new LabelledExample(id, timestamp, features, 0, targets);
    }
}
