package org.millrace.model.schedule;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.millrace.model.evaluation.Measure;
import org.millrace.model.math.Require;

/**
 * When to stop training: as soon as a validation figure has not become better for a while (Prechelt, <em>Early Stopping – But
 * When?</em>, 1998). The network that had the best figure is kept, and comes back.
 *
 * @param figure of the validation, by which networks are compared
 * @param patience how many validations in a row without an improvement are tolerated
 * @param improvement by how much, in the unit of the figure, a better one must be better
 * @param warmUp how many validations are passed over at the beginning
 */
public record EarlyStopping(Measure figure, int patience, double improvement, int warmUp, Then then)
        implements Serializable {

    /** What becomes of the training when it is enough. */
    public enum Then {
        /** It is over, and the best network is tested. */
        STOP,
        /** The best network predicts, and is not trained on. */
        FREEZE,
        /** It goes on; the best network is tested at the end. */
        GO_ON
    }

    /** Keeps no network, and never stops. */
    public static final EarlyStopping OFF = new EarlyStopping(Measure.LOSS, Integer.MAX_VALUE, 0, 0, Then.GO_ON);

    public EarlyStopping {
        requireNonNull(figure, "figure");
        requireNonNull(then, "then");
        Require.atLeast(0, patience, "patience");
        Require.that(
                improvement >= 0 && improvement <= Double.MAX_VALUE, "improvement must not be negative", improvement);
        Require.atLeast(0, warmUp, "warm-up");
    }

    public boolean isOn() {
        return !equals(OFF);
    }

    /**
     * Takes in a validation.
     *
     * @param number of the pass or the window, at least 1
     * @param value of the figure; NaN is no improvement
     */
    public EarlyStoppingState after(long number, double value, EarlyStoppingState before) {
        if (before.ended()) {
            return before;
        }
        long seen = before.seen() + 1;
        if (seen <= warmUp) {
            return new EarlyStoppingState(seen, before.best(), before.bestNumber(), 0, false);
        }
        if (figure.isBetter(value, before.best(), improvement)) {
            return new EarlyStoppingState(seen, value, number, 0, false);
        }
        int without = before.without() + 1;
        boolean ended = before.bestNumber() > 0 && without > patience && then != Then.GO_ON;
        return new EarlyStoppingState(seen, before.best(), before.bestNumber(), without, ended);
    }
}
