package org.millrace.model.evaluation;

import static java.util.Objects.requireNonNull;

import org.millrace.model.loss.Loss;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.math.Require;

/** Hands the linear outputs of a network on to sinks, an example at a time. It serves one thread. */
public final class Predictions {

    private final int outputs;
    private final Prediction prediction;

    /** @param loss makes probabilities of linear outputs, of which there are {@code outputs} per example */
    public Predictions(Loss loss, int outputs) {
        this.outputs = Require.atLeast(1, outputs, "outputs");
        prediction = new Prediction(loss, outputs);
    }

    /**
     * Hands on {@code rows} examples of a batch that start at {@code from}.
     *
     * @param values linear outputs of these rows, {@code [rows, outputs]}; of a regression in the unit of the targets
     * @param losses of these rows, without weights and label smoothing
     */
    public void handOn(float[] values, MiniBatch batch, int from, int rows, double[] losses, PredictionSink into) {
        requireNonNull(into, "into");
        for (int row = 0; row < rows; row++) {
            prediction.move(values, row * outputs, batch, from + row, losses[row]);
            into.add(prediction);
        }
    }
}
