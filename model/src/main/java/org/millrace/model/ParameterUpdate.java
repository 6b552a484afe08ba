package org.millrace.model;

/** Takes the optimizer over the parameter vector, in blocks that stay in the first-level cache. */
final class ParameterUpdate {

    private static final int BLOCK = 2048;

    private final float[] parameters = new float[BLOCK];
    private final float[] gradient = new float[BLOCK];

    /**
     * Changes the parameters and moments by one step.
     *
     * @param scale what the gradient is multiplied by first, for clipping
     */
    void apply(UpdateRule rule, double scale, Gradient from, OffHeap into, float[][] moments) {
        int length = into.length();
        for (int offset = 0; offset < length; offset += BLOCK) {
            int size = Math.min(BLOCK, length - offset);
            into.get(offset, parameters, 0, size);
            from.values().get(offset, gradient, 0, size);
            if (scale != 1) {
                multiply((float) scale, size);
            }
            rule.update(parameters, gradient, size, moments, offset);
            into.put(offset, parameters, 0, size);
        }
    }

    private void multiply(float scale, int size) {
        for (int i = 0; i < size; i++) {
            gradient[i] *= scale;
        }
    }
}
