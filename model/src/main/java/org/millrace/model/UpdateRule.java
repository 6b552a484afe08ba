package org.millrace.model;

/** One step of an {@link Optimizer}, with the step's number and learning rate already worked in. */
@FunctionalInterface
public interface UpdateRule {

    /**
     * Updates one block of parameters.
     *
     * @param parameters the block's parameters in [0, length), changed in place
     * @param gradient the block's gradient in [0, length), which may be overwritten
     * @param length how many parameters the block has
     * @param moments the optimizer's vectors for all parameters, changed in place in [offset, offset + length)
     * @param offset where the block starts in the moments
     */
    void update(float[] parameters, float[] gradient, int length, float[][] moments, int offset);
}
