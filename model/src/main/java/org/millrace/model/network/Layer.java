package org.millrace.model.network;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.millrace.model.math.Require;

/**
 * A hidden layer: {@code activation(x W + b)}.
 *
 * @param units the number of units, at least 1
 * @param activation the function applied to each of them
 */
public record Layer(int units, Activation activation) implements Serializable {

    public Layer {
        Require.atLeast(1, units, "units");
        requireNonNull(activation, "activation");
    }
}
