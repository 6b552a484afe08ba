package org.millrace.model;

import org.millrace.model.evaluation.Evaluation;
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

    Inference(LearnerSettings settings, FeatureInput input, ForwardPass forward) {
        loss = settings.loss();
        outputs = settings.architecture().outputs();
        this.input = input;
        this.forward = forward;
    }

    /** The rows of a workspace that serves {@code rows} examples. */
    static int chunk(int rows) {
        return Math.min(CHUNK_ROWS, rows);
    }

    void evaluate(LearnerState state, MiniBatch batch, Workspace workspace, Evaluation into) {
        input.use(state.scaler(), CHUNK_ROWS);
        for (int from = 0; from < batch.rows(); from += CHUNK_ROWS) {
            int rows = chunk(batch.rows() - from);
            input.load(batch.features(), from, rows, workspace);
            forward.predict(state.network(), workspace, rows);
            loss.exampleLosses(workspace.outputs, outputs, batch, from, rows, workspace.exampleLosses);
            count(batch, from, rows, workspace, into);
        }
    }

    /** Counts the predictions that a workspace holds for some rows of a batch. */
    void count(MiniBatch batch, int from, int rows, Workspace workspace, Evaluation into) {
        for (int row = 0; row < rows; row++) {
            into.add(workspace.outputs, row * outputs, batch, from + row, workspace.exampleLosses[row]);
        }
    }

    /** {@code [rows, outputs]} of {@code [rows, inputs]}. */
    float[] predict(LearnerState state, Features features, int rows, Workspace workspace) {
        input.use(state.scaler(), CHUNK_ROWS);
        float[] predictions = new float[Math.multiplyExact(rows, outputs)];
        for (int from = 0; from < rows; from += CHUNK_ROWS) {
            int chunk = chunk(rows - from);
            input.load(features, from, chunk, workspace);
            forward.predict(state.network(), workspace, chunk);
            for (int row = 0; row < chunk; row++) {
                loss.predict(workspace.outputs, row * outputs, outputs, predictions, (from + row) * outputs);
            }
        }
        return predictions;
    }
}
