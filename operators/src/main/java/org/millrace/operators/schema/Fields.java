package org.millrace.operators.schema;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;

/**
 * The fields of a record that an example is made of.
 *
 * @param features at least one
 * @param id may be absent in a record
 * @param timestamp may be absent in a record
 * @param weight of the example's loss; {@link FieldPath#NONE} if every example weighs 1
 */
public record Fields(List<Feature> features, FieldPath label, FieldPath id, FieldPath timestamp, FieldPath weight)
        implements Serializable {

    private static final FieldPath FEATURES = FieldPath.named("features");
    private static final FieldPath LABEL = FieldPath.named("label");
    private static final FieldPath ID = FieldPath.named("id");
    private static final FieldPath TIMESTAMP = FieldPath.named("ts");

    public Fields {
        features = List.copyOf(features);
        requireNonNull(label, "label");
        requireNonNull(id, "id");
        requireNonNull(timestamp, "timestamp");
        requireNonNull(weight, "weight");
        if (features.isEmpty()) {
            throw new IllegalArgumentException("features must be at least 1: 0");
        }
    }

    /** {@code features}, an array of so many numbers, with {@code label}, {@code id} and {@code ts} beside it. */
    public static Fields vector(int length) {
        return of(List.of(new Feature(FEATURES, new VectorKind(length), Missing.REJECTED)));
    }

    /** Features with {@code label}, {@code id} and {@code ts} beside them. */
    public static Fields of(List<Feature> features) {
        return new Fields(features, LABEL, ID, TIMESTAMP, FieldPath.NONE);
    }
}
