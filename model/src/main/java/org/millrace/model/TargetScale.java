package org.millrace.model;

import org.millrace.model.loss.Loss;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.loss.Task;
import org.millrace.model.math.Features;
import org.millrace.model.scaling.FeatureScaler;
import org.millrace.model.scaling.Scaling;
import org.millrace.model.scaling.ScalingScratch;

/**
 * Between the unit of a regression's targets and the unit that the network works in: deviations from the mean of the targets
 * trained on. Where targets are not scaled the two are the same.
 */
final class TargetScale {

    private static final int[] NO_LABELS = {};

    private final boolean scales;
    private final double limit;
    private final double[] shift;
    private final double[] factor;
    private final ScalingScratch scratch;
    private final FeatureScaler before;
    private float[] scaled = {};
    private float[] predicted = {};

    TargetScale(LearnerSettings settings) {
        int outputs = settings.architecture().outputs();
        scales = kind(settings) != Scaling.NONE;
        limit = settings.scaling().limit();
        shift = new double[outputs];
        factor = new double[outputs];
        scratch = new ScalingScratch(outputs);
        before = kind(settings).scaler(outputs);
    }

    /** Only a regression has targets in a unit of their own. */
    static Scaling kind(LearnerSettings settings) {
        return settings.loss().task() == Task.REGRESSION ? settings.scaling().targets() : Scaling.NONE;
    }

    /** Takes the targets of a batch into the running statistics; false if one is not finite. */
    boolean learn(FeatureScaler targets, MiniBatch batch) {
        if (!scales) {
            return true;
        }
        before.copyFrom(targets);
        return targets.update(Features.of(batch.targets()), batch.rows(), limit, scratch)
                && targets.coefficients(shift, factor);
    }

    void restore(FeatureScaler targets) {
        targets.copyFrom(before);
    }

    void use(FeatureScaler targets) {
        targets.coefficients(shift, factor);
    }

    /** The batch with its targets in the unit of the network. */
    MiniBatch scaled(MiniBatch batch) {
        if (!scales) {
            return batch;
        }
        float[] targets = batch.targets();
        if (scaled.length != targets.length) {
            scaled = new float[targets.length];
        }
        for (int i = 0; i < scaled.length; i++) {
            int j = i % shift.length;
            scaled[i] = (float) Math.max(-limit, Math.min(limit, (targets[i] - shift[j]) * factor[j]));
        }
        return new MiniBatch(batch.rows(), batch.columns(), batch.features(), NO_LABELS, scaled, batch.weights());
    }

    /** The network's outputs for {@code rows} rows in the unit of the targets; good until the next call. */
    float[] inTheirUnit(float[] outputs, int rows) {
        if (!scales) {
            return outputs;
        }
        int count = rows * shift.length;
        if (predicted.length < count) {
            predicted = new float[count];
        }
        for (int i = 0; i < count; i++) {
            int j = i % shift.length;
            predicted[i] = (float) (outputs[i] / factor[j] + shift[j]);
        }
        return predicted;
    }

    /** Each example's loss in the unit of the targets, where that is another than the network's. */
    void exampleLosses(Loss loss, float[] values, MiniBatch batch, int from, int rows, double[] exampleLosses) {
        if (scales) {
            loss.exampleLosses(values, shift.length, batch, from, rows, exampleLosses);
        }
    }
}
