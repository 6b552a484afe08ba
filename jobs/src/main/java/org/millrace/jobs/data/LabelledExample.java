package org.millrace.jobs.data;

import static java.util.Objects.requireNonNull;

/**
 * One example of a dataset.
 *
 * @param id unique within the dataset
 * @param features {@code [features]}
 * @param label index of the class; 0 in a regression
 * @param targets in a regression the numbers to predict; else empty
 */
public record LabelledExample(String id, float[] features, int label, float[] targets) {

    private static final float[] NO_TARGETS = {};

    public LabelledExample {
        requireNonNull(id, "id");
        requireNonNull(features, "features");
        requireNonNull(targets, "targets");
    }

    /** An example of a class. */
    public LabelledExample(String id, float[] features, int label) {
        this(id, features, label, NO_TARGETS);
    }
}
