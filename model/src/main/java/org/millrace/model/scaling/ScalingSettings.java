package org.millrace.model.scaling;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.millrace.model.math.Require;

/**
 * How numbers are scaled by running statistics of the examples trained on.
 *
 * @param features the scaling of features
 * @param limit how many deviations a standardized feature or target may lie from the mean: one beyond counts as if it lay there;
 *     greater than 1, infinite for no limit
 * @param targets the scaling of the targets of a regression: none or standardized
 */
public record ScalingSettings(Scaling features, double limit, Scaling targets) implements Serializable {

    public static final double DEFAULT_LIMIT = 10;
    /** Everything as it is. */
    public static final ScalingSettings NONE =
            new ScalingSettings(Scaling.NONE, Double.POSITIVE_INFINITY, Scaling.NONE);

    public static final ScalingSettings DEFAULT =
            new ScalingSettings(Scaling.STANDARDIZE, DEFAULT_LIMIT, Scaling.STANDARDIZE);

    public ScalingSettings {
        requireNonNull(features, "features");
        Require.that(limit > 1, "limit must be greater than 1", limit);
        Require.that(
                requireNonNull(targets, "targets") != Scaling.MIN_MAX,
                "targets are scaled by none or standardize",
                targets.code());
    }

    public ScalingSettings withFeatures(Scaling other) {
        return new ScalingSettings(other, limit, targets);
    }

    public ScalingSettings withLimit(double other) {
        return new ScalingSettings(features, other, targets);
    }

    public ScalingSettings withTargets(Scaling other) {
        return new ScalingSettings(features, limit, other);
    }
}
