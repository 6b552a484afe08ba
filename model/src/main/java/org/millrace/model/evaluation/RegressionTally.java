package org.millrace.model.evaluation;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Sums of errors and the spread of the targets, per output: what MAE, RMSE and R² need, and what merges. */
final class RegressionTally {

    private final double[] absolute;
    private final double[] squared;
    private final double[] mean;
    private final double[] spread;
    private long count;

    RegressionTally(int outputs) {
        absolute = new double[outputs];
        squared = new double[outputs];
        mean = new double[outputs];
        spread = new double[outputs];
    }

    void add(float[] predicted, int from, float[] targets, int start) {
        count++;
        for (int j = 0; j < mean.length; j++) {
            double error = (double) predicted[from + j] - targets[start + j];
            absolute[j] += Math.abs(error);
            squared[j] += error * error;
            double delta = targets[start + j] - mean[j];
            mean[j] += delta / count;
            spread[j] += delta * (targets[start + j] - mean[j]);
        }
    }

    void merge(RegressionTally other) {
        long total = count + other.count;
        if (total == 0) {
            return;
        }
        for (int j = 0; j < mean.length; j++) {
            absolute[j] += other.absolute[j];
            squared[j] += other.squared[j];
            double delta = other.mean[j] - mean[j];
            mean[j] += delta * other.count / total;
            spread[j] += other.spread[j] + delta * delta * count * other.count / total;
        }
        count = total;
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
        return sum / ((double) count * sums.length);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(count);
        for (double[] figures : new double[][] {absolute, squared, mean, spread}) {
            for (double figure : figures) {
                out.writeDouble(figure);
            }
        }
    }

    void readFrom(DataInput in) throws IOException {
        count = in.readLong();
        for (double[] figures : new double[][] {absolute, squared, mean, spread}) {
            for (int j = 0; j < figures.length; j++) {
                figures[j] = in.readDouble();
            }
        }
    }
}
