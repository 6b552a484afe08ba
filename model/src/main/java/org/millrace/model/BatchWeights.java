package org.millrace.model;

import org.millrace.model.loss.ClassWeights;
import org.millrace.model.loss.MiniBatch;

/** The class weights of a step: as they are with the labels of its batch counted. */
final class BatchWeights {

    private static final float[] NONE = {};

    private final ClassWeights weights;
    private final float[] scratch;

    BatchWeights(ClassWeights weights, int classes) {
        this.weights = weights;
        scratch = new float[classes];
    }

    /** Empty where all classes count the same. */
    float[] after(LearnerState state, MiniBatch batch) {
        if (weights.isNone()) {
            return NONE;
        }
        long[] counts = state.classCounts().clone();
        for (int label : batch.labels()) {
            counts[label]++;
        }
        return weights.after(counts, scratch);
    }
}
