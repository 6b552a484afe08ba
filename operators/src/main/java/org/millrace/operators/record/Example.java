package org.millrace.operators.record;

import static java.util.Objects.requireNonNull;

/**
 * A labelled example in the split it belongs to.
 *
 * @param timestamp milliseconds since the epoch
 * @param features one finite number for each input of the network
 * @param label index of the class; 0 in other tasks
 * @param targets for multi-label (0 or 1) and regression, one number for each output of the network; else empty
 */
public record Example(
        Split split, Reading reading, Place place, long timestamp, float[] features, int label, float[] targets)
        implements ParsedElement {

    public Example {
        requireNonNull(split, "split");
        requireNonNull(reading, "reading");
        requireNonNull(place, "place");
        requireNonNull(features, "features");
        requireNonNull(targets, "targets");
    }

    @Override
    public String partitionKey() {
        return place.partitionKey();
    }
}
