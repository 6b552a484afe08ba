package org.millrace.model.network;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.millrace.model.math.Require;

/**
 * A hidden layer: {@code activation(x W + b)}.
 *
 * @param units how many outputs the layer has, at least 1
 * @param activation what is applied to each of them
 */
public record Layer(int units, Activation activation) implements Serializable {

    public Layer {
        Require.atLeast(1, units, "units");
        requireNonNull(activation, "activation");
    }
}
