package org.millrace.operators.record;

import static java.util.Objects.requireNonNull;

/**
 * A labelled example in the split it belongs to.
 *
 * @param pass number of the pass that read it, from 1
 * @param progress passes over the examples that lie behind, as a fraction: 2.25 is a quarter into the third; 0 on a live topic
 * @param timestamp milliseconds since the epoch
 * @param features one finite number for each input of the network
 * @param label index of the class; 0 in other tasks
 * @param targets for multi-label (0 or 1) and regression, one number for each output of the network; else empty
 */
public record Example(
        Split split,
        Phase phase,
        int pass,
        double progress,
        Place place,
        long timestamp,
        float[] features,
        int label,
        float[] targets)
        implements ParsedElement {

    public Example {
        requireNonNull(split, "split");
        requireNonNull(phase, "phase");
        requireNonNull(place, "place");
        requireNonNull(features, "features");
        requireNonNull(targets, "targets");
    }

    @Override
    public String partitionKey() {
        return place.partitionKey();
    }
}
