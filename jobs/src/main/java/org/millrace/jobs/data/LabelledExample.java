package org.millrace.jobs.data;

import static java.util.Objects.requireNonNull;

/**
 * One example of a dataset.
 *
 * @param id unique within the dataset
 * @param features {@code [features]}
 * @param label index of the class
 */
public record LabelledExample(String id, float[] features, int label) {

    public LabelledExample {
        requireNonNull(id, "id");
        requireNonNull(features, "features");
    }
}
