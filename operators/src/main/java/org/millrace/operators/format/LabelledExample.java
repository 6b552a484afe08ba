package org.millrace.operators.format;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a record says of itself, before it is known where it stands.
 *
 * @param timestamp milliseconds since the epoch, if the record carries one of its own
 * @param label index of the class
 */
public record LabelledExample(Optional<String> id, OptionalLong timestamp, float[] features, int label) {

    public LabelledExample {
        requireNonNull(id, "id");
        requireNonNull(timestamp, "timestamp");
        requireNonNull(features, "features");
    }
}
