package org.millrace.model.optimizer;

import java.io.Serializable;
import org.millrace.model.math.Require;

/**
 * The bounds of a gradient: first every value, then the length of the whole (Pascanu, Mikolov and Bengio 2013).
 *
 * @param norm the greatest Euclidean norm over all parameters; a longer gradient is scaled down to it; 0 is no bound
 * @param value the greatest magnitude of a single value; 0 is no bound
 */
public record Clipping(double norm, double value) implements Serializable {

    public static final Clipping NONE = new Clipping(0, 0);

    public Clipping {
        Require.notNegative(norm, "clip norm");
        Require.notNegative(value, "clip value");
    }

    public boolean clips() {
        return norm > 0 || value > 0;
    }

    /** The factor for a gradient of the given norm. */
    public double scale(double gradientNorm) {
        return norm > 0 && gradientNorm > norm ? norm / gradientNorm : 1;
    }
}
