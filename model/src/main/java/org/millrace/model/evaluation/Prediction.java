package org.millrace.model.evaluation;

import static java.util.Objects.requireNonNull;

import org.millrace.model.loss.Loss;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.loss.Task;

/**
 * A prediction beside its target, as {@link Predictions} hands it on. One object stands for each example of a batch in turn, so
 * nothing is allocated per example; it is good until {@link PredictionSink#add} returns.
 *
 * <p>Probabilities are worked out when the first sink asks for them, and once for all sinks.
 */
public final class Prediction {

    private final Loss loss;
    private final Task task;
    private final int outputs;
    private final float[] likelihoods;
    private float[] values = {};
    private int from;
    private MiniBatch batch;
    private int row;
    private double exampleLoss;
    private int predicted;
    private boolean likelihoodsAreKnown;

    Prediction(Loss loss, int outputs) {
        this.loss = requireNonNull(loss, "loss");
        this.outputs = outputs;
        task = loss.task();
        likelihoods = new float[outputs];
    }

    /** Stands for row {@code row} of a batch, whose linear outputs begin at {@code from}, from now on. */
    void move(float[] ofValues, int fromValue, MiniBatch ofBatch, int toRow, double lossOfRow) {
        values = ofValues;
        from = fromValue;
        batch = ofBatch;
        row = toRow;
        exampleLoss = lossOfRow;
        predicted = task == Task.CLASSIFICATION ? greatest() : 0;
        likelihoodsAreKnown = false;
    }

    private int greatest() {
        int best = 0;
        for (int j = 1; j < outputs; j++) {
            best = values[from + j] > values[from + best] ? j : best;
        }
        return best;
    }

    public Task task() {
        return task;
    }

    /** How many classes, properties or numbers are predicted. */
    public int outputs() {
        return outputs;
    }

    /** How much the example counts: 1 unless it has a weight, and perhaps 0. */
    public float weight() {
        return batch.weight(row);
    }

    /** The loss of the example, without any weight and label smoothing. */
    public double loss() {
        return exampleLoss;
    }

    /** The class of the example, in a classification. */
    public int actual() {
        return batch.labels()[row];
    }

    /** The class of the greatest output, the first of equals, in a classification. */
    public int predicted() {
        return predicted;
    }

    /** The target of an output: 0 or 1 of a property, or a number of a regression. */
    public float target(int output) {
        return batch.targets()[row * outputs + output];
    }

    /** A number of a regression, in the unit of its target; else the linear output, of which come probabilities. */
    public float value(int output) {
        return values[from + output];
    }

    /** Whether a property is predicted, in multi-label: whether its probability is above ½. */
    public boolean predicts(int output) {
        return values[from + output] > 0;
    }

    /** The probability of a class or property, in [0, 1]: the one that is served. */
    public double probability(int output) {
        if (!likelihoodsAreKnown) {
            loss.predict(values, from, outputs, likelihoods, 0);
            likelihoodsAreKnown = true;
        }
        return likelihoods[output];
    }
}
