package org.millrace.model.scaling;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Count, mean and sum of squared differences to the mean, for each of several columns. */
final class ColumnMoments {

    final double[] count;
    final double[] mean;
    final double[] squares;

    ColumnMoments(int width) {
        count = new double[width];
        mean = new double[width];
        squares = new double[width];
    }

    /** The population variance, 0 before the first value. */
    double variance(int column) {
        return count[column] == 0 ? 0 : squares[column] / count[column];
    }

    /** Takes in one value, by the update of Welford (1962). */
    void add(int column, double value) {
        double difference = value - mean[column];
        mean[column] += difference / ++count[column];
        squares[column] += difference * (value - mean[column]);
    }

    /** Takes in one value of every column. */
    void add(float[] row) {
        double[] counts = count;
        double[] means = mean;
        double[] sums = squares;
        for (int j = 0; j < row.length; j++) {
            double share = 1 / (counts[j] + 1);
            double delta = row[j] - means[j];
            sums[j] += delta * delta * (counts[j] * share);
            means[j] += delta * share;
            counts[j] += 1;
        }
    }

    /** Whether every value lies within some deviations of its column's mean; not where a column varies for the first time. */
    boolean areWithin(float[] row, double limit) {
        double[] counts = count;
        double[] means = mean;
        double[] sums = squares;
        double squared = limit * limit;
        boolean within = true;
        for (int j = 0; j < row.length; j++) {
            double delta = row[j] - means[j];
            within &= delta * delta * counts[j] <= squared * sums[j];
        }
        return within;
    }

    /** Takes in the values of another, by the update of Chan, Golub and LeVeque (1979). */
    void merge(ColumnMoments other) {
        double[] counts = count;
        double[] means = mean;
        double[] sums = squares;
        double[] otherCounts = other.count;
        double[] otherMeans = other.mean;
        double[] otherSums = other.squares;
        for (int j = 0; j < means.length; j++) {
            double share = otherCounts[j] / Math.max(1, counts[j] + otherCounts[j]);
            double delta = otherMeans[j] - means[j];
            sums[j] += otherSums[j] + delta * delta * (counts[j] * share);
            means[j] += delta * share;
            counts[j] += otherCounts[j];
        }
    }

    void clear() {
        Arrays.fill(count, 0);
        Arrays.fill(mean, 0);
        Arrays.fill(squares, 0);
    }

    boolean isFinite() {
        boolean finite = true;
        for (int j = 0; j < mean.length; j++) {
            finite &= Math.abs(mean[j]) <= Double.MAX_VALUE && squares[j] <= Double.MAX_VALUE;
        }
        return finite;
    }

    void copyFrom(ColumnMoments other) {
        System.arraycopy(other.count, 0, count, 0, count.length);
        System.arraycopy(other.mean, 0, mean, 0, mean.length);
        System.arraycopy(other.squares, 0, squares, 0, squares.length);
    }

    void copyFrom(ColumnMoments other, int column) {
        count[column] = other.count[column];
        mean[column] = other.mean[column];
        squares[column] = other.squares[column];
    }

    void write(DataOutput out) throws IOException {
        for (int j = 0; j < mean.length; j++) {
            out.writeDouble(count[j]);
            out.writeDouble(mean[j]);
            out.writeDouble(squares[j]);
        }
    }

    void readFrom(DataInput in) throws IOException {
        for (int j = 0; j < mean.length; j++) {
            count[j] = in.readDouble();
            mean[j] = in.readDouble();
            squares[j] = in.readDouble();
        }
    }
}
