package org.millrace.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * How a network is doing inside, seen around one step.
 *
 * @param weightNorm Euclidean norm of all weights and biases after the step
 * @param updateRatio Euclidean norm of the change by the step, divided by that of the weights and biases before it; 0 if nothing
 *     changed, infinite if they were all zero
 * @param layers each layer from the first hidden one to the outputs
 */
public record NetworkHealth(double weightNorm, double updateRatio, List<LayerHealth> layers) {

    public NetworkHealth {
        layers = List.copyOf(layers);
    }

    /**
     * How one layer is doing.
     *
     * @param updateRatio as that of the network, over the weights and biases of the layer
     * @param activations what its units answer to the batch; none for the outputs
     */
    public record LayerHealth(double updateRatio, Optional<Activations> activations) {

        public LayerHealth {
            requireNonNull(activations, "activations");
        }
    }

    /**
     * What the units of a hidden layer answer to a batch.
     *
     * @param deviation standard deviation over all units and examples; near zero the layer tells no example from another
     * @param deadUnits share of the units that answer to no example of the batch; see {@link Inspection}
     */
    public record Activations(double deviation, double deadUnits) {}
}
