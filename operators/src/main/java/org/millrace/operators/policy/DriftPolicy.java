package org.millrace.operators.policy;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.millrace.model.drift.DriftDetector;
import org.millrace.model.math.Require;

/**
 * How drift is looked for, and what is done about it.
 *
 * @param errors what looks at the prequential errors, one example after the other; none: nobody does
 * @param features what looks at each feature, of one example of every batch; none: nobody does
 * @param answer to a drift of the errors; a drift of a feature is only reported
 * @param rateFactor what the learning rate is multiplied by after a drift, with {@link DriftAnswer#RAISE_RATE}
 * @param rateSteps for how many steps it is
 */
public record DriftPolicy(
        List<DriftDetector> errors, List<DriftDetector> features, DriftAnswer answer, double rateFactor, int rateSteps)
        implements Serializable {

    /** Looks for nothing. */
    public static final DriftPolicy NONE =
            new DriftPolicy(Optional.empty(), Optional.empty(), DriftAnswer.REPORT, 1, 0);

    public DriftPolicy {
        errors = List.copyOf(errors);
        features = List.copyOf(features);
        Require.that(errors.size() <= 1, "there must be at most one detector for errors", errors.size());
        Require.that(features.size() <= 1, "there must be at most one detector for features", features.size());
        requireNonNull(answer, "answer");
        Require.positive(rateFactor, "rate factor");
        Require.atLeast(0, rateSteps, "rate steps");
    }

    public DriftPolicy(
            Optional<DriftDetector> errors,
            Optional<DriftDetector> features,
            DriftAnswer answer,
            double rateFactor,
            int rateSteps) {
        // An Optional cannot be serialized.
        this(errors.stream().toList(), features.stream().toList(), answer, rateFactor, rateSteps);
    }

    /** A detector for errors that has seen nothing. */
    public Optional<DriftDetector> forErrors() {
        return errors.stream().map(DriftDetector::fresh).findFirst();
    }

    /** A detector for a feature that has seen nothing. */
    public Optional<DriftDetector> forFeature() {
        return features.stream().map(DriftDetector::fresh).findFirst();
    }
}
