package org.millrace.model.optimizer;

/** One step of an {@link Optimizer}, with the step's number and learning rate already worked in. */
@FunctionalInterface
public interface UpdateRule {

    /**
     * Updates one block of parameters. All arrays start with the block, so that a loop over them vectorises.
     *
     * @param parameters changed in place in [0, length)
     * @param gradient may be overwritten in [0, length)
     * @param moments the optimizer's vectors, changed in place in [0, length)
     */
    void update(float[] parameters, float[] gradient, float[][] moments, int length);
}
