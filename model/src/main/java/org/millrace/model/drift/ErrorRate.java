package org.millrace.model.drift;

import org.millrace.model.math.Require;

/** Ranges of values and settings that several detectors share. */
final class ErrorRate {

    private ErrorRate() {}

    /** Requires a value in [0, 1]: an error of 0 or 1, or a share. */
    static double share(double value) {
        Require.that(value >= 0 && value <= 1, "value must be in [0, 1]", value);
        return value;
    }

    /** Requires a probability of a false alarm in (0, 1). */
    static double confidence(double value, String name) {
        Require.that(value > 0 && value < 1, name + " must be in (0, 1)", value);
        return value;
    }

    /** Requires a level of warning that is reached no later than that of drift. */
    static void ordered(boolean ordered, double warning, double drift) {
        Require.that(ordered, "the level of warnings must be reached before that of drifts, " + drift, warning);
    }
}
