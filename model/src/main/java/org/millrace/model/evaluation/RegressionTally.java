package org.millrace.model.evaluation;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.format.LearnerFormatException;
import org.millrace.model.format.Versions;

/** Weighted sums of errors and the spread of the targets, per output, from which MAE, RMSE and R² follow. */
final class RegressionTally {

    private static final int VERSION = 2;
    private static final int MOST_OUTPUTS = 1 << 24;

    private final double[] absolute;
    private final double[] squared;
    private final double[] mean;
    private final double[] spread;
    private double weight;

    RegressionTally(int outputs) {
        absolute = new double[outputs];
        squared = new double[outputs];
        mean = new double[outputs];
        spread = new double[outputs];
    }

    void add(Prediction prediction, double importance) {
        if (importance == 0) {
            return;
        }
        weight += importance;
        for (int j = 0; j < mean.length; j++) {
            float target = prediction.target(j);
            double error = (double) prediction.value(j) - target;
            absolute[j] += importance * Math.abs(error);
            squared[j] += importance * error * error;
            double delta = target - mean[j];
            mean[j] += importance * delta / weight;
            spread[j] += importance * delta * (target - mean[j]);
        }
    }

    void merge(RegressionTally other) {
        double total = weight + other.weight;
        if (total == 0) {
            return;
        }
        for (int j = 0; j < mean.length; j++) {
            absolute[j] += other.absolute[j];
            squared[j] += other.squared[j];
            double delta = other.mean[j] - mean[j];
            mean[j] += delta * other.weight / total;
            spread[j] += other.spread[j] + delta * delta * weight * other.weight / total;
        }
        weight = total;
    }

    double meanAbsoluteError() {
        return mean(absolute);
    }

    double rootMeanSquaredError() {
        return Math.sqrt(mean(squared));
    }

    double determination() {
        double sum = 0;
        for (int j = 0; j < mean.length; j++) {
            sum += 1 - squared[j] / spread[j];
        }
        return sum / mean.length;
    }

    private double mean(double[] sums) {
        double sum = 0;
        for (double value : sums) {
            sum += value;
        }
        return sum / (weight * sums.length);
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(mean.length);
        out.writeDouble(weight);
        for (double[] sums : sums()) {
            for (double sum : sums) {
                out.writeDouble(sum);
            }
        }
    }

    static RegressionTally read(DataInput in) throws IOException {
        int version = Versions.read("a regression's errors", VERSION, in);
        return version == 1 ? read(in, DataInput::readLong) : read(in, DataInput::readDouble);
    }

    /** Reads the weight, which was the number of examples in version 1. */
    private interface WeightReader {
        double read(DataInput in) throws IOException;
    }

    private static RegressionTally read(DataInput in, WeightReader weight) throws IOException {
        int outputs = in.readInt();
        if (outputs < 0 || outputs > MOST_OUTPUTS) {
            throw new LearnerFormatException("outputs must be in [0, " + MOST_OUTPUTS + "]: " + outputs);
        }
        RegressionTally tally = new RegressionTally(outputs);
        tally.weight = weight.read(in);
        for (double[] sums : tally.sums()) {
            for (int j = 0; j < outputs; j++) {
                sums[j] = in.readDouble();
            }
        }
        return tally;
    }

    int outputs() {
        return mean.length;
    }

    private double[][] sums() {
        return new double[][] {absolute, squared, mean, spread};
    }
}
