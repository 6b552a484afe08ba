package org.millrace.model.evaluation;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.format.LearnerFormatException;
import org.millrace.model.format.Versions;

/** Weighted sums of errors and the spread of the targets, per output, from which MAE, RMSE, MAPE and R² follow. */
final class RegressionTally {

    private static final int VERSION = 3;
    private static final int MOST_OUTPUTS = 1 << 24;

    private final double[] absolute;
    private final double[] squared;
    private final double[] mean;
    private final double[] spread;
    private final double[] relative;
    private double weight;
    /** Of the examples whose relative errors are known. */
    private double relativeWeight;

    RegressionTally(int outputs) {
        absolute = new double[outputs];
        squared = new double[outputs];
        mean = new double[outputs];
        spread = new double[outputs];
        relative = new double[outputs];
    }

    void add(Prediction prediction, double importance) {
        if (importance == 0) {
            return;
        }
        weight += importance;
        relativeWeight += importance;
        for (int j = 0; j < mean.length; j++) {
            float target = prediction.target(j);
            double error = (double) prediction.value(j) - target;
            absolute[j] += importance * Math.abs(error);
            squared[j] += importance * error * error;
            relative[j] += importance * Math.abs(error / target);
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
            relative[j] += other.relative[j];
            double delta = other.mean[j] - mean[j];
            mean[j] += delta * other.weight / total;
            spread[j] += other.spread[j] + delta * delta * weight * other.weight / total;
        }
        weight = total;
        relativeWeight += other.relativeWeight;
    }

    void scale(double factor) {
        weight *= factor;
        relativeWeight *= factor;
        for (double[] sums : new double[][] {absolute, squared, spread, relative}) {
            for (int j = 0; j < sums.length; j++) {
                sums[j] *= factor;
            }
        }
    }

    double meanAbsoluteError() {
        return mean(absolute, weight);
    }

    double rootMeanSquaredError() {
        return Math.sqrt(mean(squared, weight));
    }

    double determination() {
        double sum = 0;
        for (int j = 0; j < mean.length; j++) {
            sum += 1 - squared[j] / spread[j];
        }
        return sum / mean.length;
    }

    double meanAbsolutePercentageError() {
        return mean(relative, relativeWeight);
    }

    private static double mean(double[] sums, double weight) {
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
        out.writeDouble(relativeWeight);
        for (double sum : relative) {
            out.writeDouble(sum);
        }
    }

    static RegressionTally read(DataInput in) throws IOException {
        int version = Versions.read("a regression's errors", VERSION, in);
        return switch (version) {
            case 1 -> read(in, DataInput::readLong);
            case 2 -> read(in, DataInput::readDouble);
            default -> readV3(in);
        };
    }

    private static RegressionTally readV3(DataInput in) throws IOException {
        RegressionTally tally = read(in, DataInput::readDouble);
        tally.relativeWeight = in.readDouble();
        for (int j = 0; j < tally.relative.length; j++) {
            tally.relative[j] = in.readDouble();
        }
        return tally;
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
