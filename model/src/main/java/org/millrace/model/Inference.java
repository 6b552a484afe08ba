package org.millrace.model;

import org.millrace.model.evaluation.PredictionSink;
import org.millrace.model.evaluation.Predictions;
import org.millrace.model.loss.Loss;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.math.Features;
import org.millrace.model.network.FeatureInput;
import org.millrace.model.network.ForwardPass;
import org.millrace.model.network.Workspace;

/** Predictions by a state that is only read. They need no batch as a whole, so they go through a workspace in chunks. */
final class Inference {

    private static final int CHUNK_ROWS = 256;

    private final Loss loss;
    private final int outputs;
    private final FeatureInput input;
    private final ForwardPass forward;
    private final TargetScale targets;
    private final Predictions predictions;

    Inference(LearnerSettings settings, FeatureInput input, ForwardPass forward, TargetScale targets) {
        loss = settings.loss();
        outputs = settings.architecture().outputs();
        this.input = input;
        this.forward = forward;
        this.targets = targets;
        predictions = new Predictions(loss, outputs);
    }

    /** The rows of a workspace that serves {@code rows} examples. */
    static int chunk(int rows) {
        return Math.min(CHUNK_ROWS, rows);
    }

    void evaluate(LearnerState state, MiniBatch batch, Workspace workspace, PredictionSink into) {
        use(state, batch.features());
        for (int from = 0; from < batch.rows(); from += CHUNK_ROWS) {
            int rows = chunk(batch.rows() - from);
            input.load(from, rows, workspace);
            forward.predict(state.network(), workspace, rows);
            float[] values = targets.inTheirUnit(workspace.outputs, rows);
            loss.exampleLosses(values, outputs, batch, from, rows, workspace.exampleLosses);
            predictions.handOn(values, batch, from, rows, workspace.exampleLosses, into);
        }
    }

    private void use(LearnerState state, Features features) {
        input.use(state.statistics(), features, CHUNK_ROWS);
        targets.use(state.statistics().targets());
    }

    /** Hands on the predictions for a training batch that a workspace holds, with their losses. */
    void handOn(MiniBatch batch, Workspace workspace, PredictionSink into) {
        float[] values = targets.inTheirUnit(workspace.outputs, batch.rows());
        targets.exampleLosses(loss, values, batch, 0, batch.rows(), workspace.exampleLosses);
        double[] probabilities = loss.probabilities(workspace.lossScratch);
        predictions.handOn(values, probabilities, batch, 0, batch.rows(), workspace.exampleLosses, into);
    }

    /** {@code [rows, outputs]} of {@code [rows, columns]}. */
    float[] predict(LearnerState state, Features features, int rows, Workspace workspace) {
        use(state, features);
        float[] predictions = new float[Math.multiplyExact(rows, outputs)];
        for (int from = 0; from < rows; from += CHUNK_ROWS) {
            int chunk = chunk(rows - from);
            input.load(from, chunk, workspace);
            forward.predict(state.network(), workspace, chunk);
            float[] values = targets.inTheirUnit(workspace.outputs, chunk);
            for (int row = 0; row < chunk; row++) {
                loss.predict(values, row * outputs, outputs, predictions, (from + row) * outputs);
            }
        }
        return predictions;
    }
}
