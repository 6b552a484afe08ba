package org.millrace.model.schedule;

import java.io.Serializable;
import org.millrace.model.math.Require;

/**
 * Reduces the learning rate when the validation loss stops falling: after more than {@code patience} validations in a row
 * none of which is below {@code (1 - threshold)} times the best, the rate is multiplied by {@code reduction}.
 *
 * @param reduction in (0, 1]; 1 reduces nothing
 * @param patience validations without improvement to tolerate, not negative
 * @param threshold the least relative improvement that counts, in [0, 1)
 * @param least the lower bound of the product of reductions, in [0, 1]
 */
public record PlateauRule(double reduction, int patience, double threshold, double least) implements Serializable {

    /** Leaves the learning rate alone. */
    public static final PlateauRule NONE = new PlateauRule(1, 0, 0, 1);

    public PlateauRule {
        Require.that(reduction > 0 && reduction <= 1, "reduction must be in (0, 1]", reduction);
        Require.atLeast(0, patience, "patience");
        Require.decay(threshold, "threshold");
        Require.that(least >= 0 && least <= 1, "least must be in [0, 1]", least);
    }

    /** Whether a plateau reduces the learning rate at all. */
    public boolean reduces() {
        return reduction < 1;
    }

    /** The state after another validation. A loss that is NaN is no improvement. */
    public PlateauState after(double validationLoss, PlateauState before) {
        if (validationLoss < before.best() * (1 - threshold)) {
            return new PlateauState(validationLoss, 0, before.factor());
        }
        if (before.without() < patience) {
            return new PlateauState(before.best(), before.without() + 1, before.factor());
        }
        return new PlateauState(before.best(), 0, Math.max(least, before.factor() * reduction));
    }
}
