package org.millrace.model.evaluation;

import static java.util.Objects.requireNonNull;

import org.millrace.model.loss.Loss;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.loss.Task;
import org.millrace.model.math.Require;

/** Hands the linear outputs of a network on to sinks, an example at a time. It serves one thread. */
public final class Predictions {

    private static final double[] UNKNOWN = {};

    private final Task task;
    private final int outputs;
    private final Prediction prediction;

    /** @param loss makes probabilities of linear outputs, of which there are {@code outputs} per example */
    public Predictions(Loss loss, int outputs) {
        task = requireNonNull(loss, "loss").task();
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
        handOn(values, UNKNOWN, batch, from, rows, losses, into);
    }

    /**
     * The same with probabilities that are known already.
     *
     * @param probabilities of these rows, {@code [rows, outputs]}; empty where they are not known
     */
    public void handOn(
            float[] values,
            double[] probabilities,
            MiniBatch batch,
            int from,
            int rows,
            double[] losses,
            PredictionSink into) {
        requireNonNull(into, "into");
        for (int row = 0; row < rows; row++) {
            int start = row * outputs;
            prediction.weigh(batch.weight(from + row), losses[row]);
            prediction.show(values, start, batch.targets(), (from + row) * outputs);
            if (task == Task.CLASSIFICATION) {
                prediction.show(batch.labels()[from + row], greatest(values, start));
            }
            if (probabilities.length > 0) {
                prediction.show(probabilities, start);
            }
            into.add(prediction);
        }
    }

    private int greatest(float[] values, int from) {
        int best = 0;
        for (int j = 1; j < outputs; j++) {
            best = values[from + j] > values[from + best] ? j : best;
        }
        return best;
    }
}
