package org.millrace.model.evaluation;

import java.io.Serializable;
import org.millrace.model.math.Require;

/**
 * How far back prequential figures look, beside all examples so far.
 *
 * @param window the examples of a {@link SlidingWindow}, in [1, 100 000]
 * @param fading the factor of a {@link FadingEvaluation}, in (0, 1]
 */
public record Horizons(int window, double fading) implements Serializable {

    /** What counts of a thousand examples, one way and the other. */
    public static final Horizons DEFAULT = new Horizons(1_000, 0.999);

    public Horizons {
        Require.atLeast(1, window, "window");
        Require.that(
                window <= SlidingWindow.MOST_EXAMPLES, "window must be at most " + SlidingWindow.MOST_EXAMPLES, window);
        FadingEvaluation.requireFactor(fading);
    }
}
