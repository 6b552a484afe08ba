package org.millrace.jobs.config.keys;

import static org.millrace.jobs.config.ConfigKey.optional;
import static org.millrace.jobs.config.ValueType.oneOf;
import static org.millrace.jobs.config.ValueType.or;
import static org.millrace.jobs.config.ValueType.realNumber;

import java.util.List;
import java.util.Optional;
import org.millrace.jobs.config.ConfigKey;
import org.millrace.jobs.config.NotAllowed;
import org.millrace.jobs.config.ValueType;
import org.millrace.jobs.config.Values;
import org.millrace.model.scaling.Scaling;
import org.millrace.model.scaling.ScalingSettings;

/** The keys of the running scaling of features and targets. */
public final class ScalingKeys {

    public static final ConfigKey<Scaling> SCALING = optional("model.scaling", oneOf(Scaling.class), "standardize")
            .meaning(
                    "Scale every feature to mean 0 and variance 1 (standardize) or to 0..1 (min-max), by running statistics of the training examples");
    static final ConfigKey<Optional<Double>> SCALING_LIMIT = optional(
                    "model.scaling-limit", or("none", realNumber("(1, 1e6]")), ScalingSettings.DEFAULT_LIMIT)
            .meaning(
                    "Greatest number of standard deviations that a standardized feature or target lies from its mean; one farther out counts as if it lay there, in the running statistics too, so that no single outlier spoils a feature");
    public static final ConfigKey<Scaling> TARGET_SCALING = optional(
                    "model.target-scaling", targetScaling(), "standardize")
            .meaning(
                    "Scale the targets of a regression to mean 0 and variance 1 for the training, by running statistics; predictions, losses and errors stay in the unit of the targets");

    static final List<ConfigKey<?>> ALL = List.of(SCALING, SCALING_LIMIT, TARGET_SCALING);

    private ScalingKeys() {}

    /** The scaling of a configuration. */
    public static ScalingSettings settings(Values config) {
        return new ScalingSettings(
                config.get(SCALING),
                config.get(SCALING_LIMIT).orElse(Double.POSITIVE_INFINITY),
                config.get(TARGET_SCALING));
    }

    private static ValueType<Scaling> targetScaling() {
        return ValueType.of("standardize, none", word -> switch (word) {
            case "standardize" -> Scaling.STANDARDIZE;
            case "none" -> Scaling.NONE;
            default -> throw new NotAllowed("one of standardize, none");
        });
    }
}
