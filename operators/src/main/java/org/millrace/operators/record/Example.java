package org.millrace.operators.record;

import static java.util.Objects.requireNonNull;

/**
 * A labelled example in the split it belongs to.
 *
 * @param pass number of the pass that read it, from 1
 * @param timestamp milliseconds since the epoch
 * @param features one finite number for each input of the network
 * @param label index of the class
 */
public record Example(Split split, Phase phase, int pass, Place place, long timestamp, float[] features, int label)
        implements ParsedElement {

    public Example {
        requireNonNull(split, "split");
        requireNonNull(phase, "phase");
        requireNonNull(place, "place");
        requireNonNull(features, "features");
    }

    @Override
    public String partitionKey() {
        return place.partitionKey();
    }
}
