package org.millrace.model;

import java.util.List;

/**
 * How a network is doing inside, seen around one step.
 *
 * @param weightNorm Euclidean norm of all weights and biases after the step
 * @param updateRatio Euclidean norm of the change by the step, divided by that of the weights and biases before it; 0 if nothing
 *     changed, infinite if they were all zero
 * @param deadUnits for each hidden layer, the share of its units that answer to no example of the batch; see {@link
 *     Inspection}
 */
public record NetworkHealth(double weightNorm, double updateRatio, List<Double> deadUnits) {

    public NetworkHealth {
        deadUnits = List.copyOf(deadUnits);
    }
}
