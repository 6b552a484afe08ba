package org.millrace.operators.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.evaluation.Prediction;
import org.millrace.model.math.Require;

/**
 * The error of one prediction, in [0, 1], as detectors want it: of a classification 1 if the class is wrong; in multi-label
 * the share of properties that are wrong; of a regression the mean over its numbers of {@code |e| / (|e| + s)}, where
 * {@code e} is the error and {@code s} the standard deviation of the targets so far, so that it does not depend on a unit.
 */
final class ExampleError {

    private static final int MOST_OUTPUTS = 1 << 24;

    private long count;
    private double[] mean = {};
    private double[] squares = {};

    double of(Prediction prediction) {
        return switch (prediction.task()) {
            case CLASSIFICATION -> prediction.predicted() == prediction.actual() ? 0 : 1;
            case MULTI_LABEL -> wrongProperties(prediction);
            case REGRESSION -> distance(prediction);
        };
    }

    private static double wrongProperties(Prediction prediction) {
        int wrong = 0;
        for (int j = 0; j < prediction.outputs(); j++) {
            wrong += prediction.predicts(j) == (prediction.target(j) > 0) ? 0 : 1;
        }
        return (double) wrong / prediction.outputs();
    }

    private double distance(Prediction prediction) {
        if (mean.length == 0) {
            mean = new double[prediction.outputs()];
            squares = new double[prediction.outputs()];
        }
        count++;
        double sum = 0;
        for (int j = 0; j < mean.length; j++) {
            double target = prediction.target(j);
            double before = target - mean[j];
            mean[j] += before / count;
            squares[j] += before * (target - mean[j]);
            double error = Math.abs(prediction.value(j) - target);
            sum += error == 0 ? 0 : error / (error + Math.sqrt(squares[j] / count));
        }
        return sum / mean.length;
    }

    ExampleError copy() {
        ExampleError copy = new ExampleError();
        copy.count = count;
        copy.mean = mean.clone();
        copy.squares = squares.clone();
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeInt(mean.length);
        for (int j = 0; j < mean.length; j++) {
            out.writeDouble(mean[j]);
            out.writeDouble(squares[j]);
        }
    }

    static ExampleError read(DataInput in) throws IOException {
        ExampleError error = new ExampleError();
        error.count = in.readLong();
        int outputs = in.readInt();
        Require.that(outputs >= 0 && outputs <= MOST_OUTPUTS, "outputs must be in [0, " + MOST_OUTPUTS + "]", outputs);
        error.mean = new double[outputs];
        error.squares = new double[outputs];
        for (int j = 0; j < outputs; j++) {
            error.mean[j] = in.readDouble();
            error.squares[j] = in.readDouble();
        }
        return error;
    }
}
