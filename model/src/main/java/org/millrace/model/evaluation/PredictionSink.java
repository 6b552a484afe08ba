package org.millrace.model.evaluation;

import static java.util.Objects.requireNonNull;

import org.millrace.model.loss.Task;

/**
 * Takes in predictions beside their targets, one example at a time and in the order of the batch: a tally, a window, a
 * detector of drift. Several take in the predictions of one forward pass with {@link #and}.
 */
public interface PredictionSink {

    /**
     * Takes in one example.
     *
     * @param prediction the same object for every example: what is wanted of it later is copied
     */
    void add(Prediction prediction);

    /**
     * Asked before a step whose predictions are to come here.
     *
     * @throws IllegalArgumentException if predictions of this task, with so many outputs, cannot be taken in
     */
    void requireTask(Task task, int outputs);

    /** A sink that hands each prediction to this one, and then to another. */
    default PredictionSink and(PredictionSink other) {
        requireNonNull(other, "other");
        PredictionSink first = this;
        return new PredictionSink() {
            @Override
            public void add(Prediction prediction) {
                first.add(prediction);
                other.add(prediction);
            }

            @Override
            public void requireTask(Task task, int outputs) {
                first.requireTask(task, outputs);
                other.requireTask(task, outputs);
            }
        };
    }
}
