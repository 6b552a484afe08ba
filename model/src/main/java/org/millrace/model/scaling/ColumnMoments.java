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

    /** Takes in the values of another, by the update of Chan, Golub and LeVeque (1979). */
    void merge(ColumnMoments other) {
        for (int j = 0; j < mean.length; j++) {
            double share = other.count[j] / Math.max(1, count[j] + other.count[j]);
            double delta = other.mean[j] - mean[j];
            squares[j] += other.squares[j] + delta * delta * (count[j] * share);
            mean[j] += delta * share;
            count[j] += other.count[j];
        }
    }

    void clear() {
        Arrays.fill(count, 0);
        Arrays.fill(mean, 0);
        Arrays.fill(squares, 0);
    }

    void clear(int column) {
        count[column] = 0;
        mean[column] = 0;
        squares[column] = 0;
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
