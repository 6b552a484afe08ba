package org.millrace.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The running mean and variance of each feature, and what brings a feature to mean 0 and variance 1 by them.
 *
 * <p>Within a block of rows the sums are taken of differences to the block's first row, which keeps float32 exact enough
 * and lets the loops vectorise; blocks are merged in float64 by the update of Chan, Golub and LeVeque (1979), the batch
 * form of Welford's (1962). A feature that has not varied yet is only centred.
 */
final class RunningStandardization {

    private static final int BLOCK_ROWS = 64;

    private final double[] mean;
    private final double[] squares;
    private long count;

    RunningStandardization(int features) {
        mean = new double[features];
        squares = new double[features];
    }

    long count() {
        return count;
    }

    double mean(int feature) {
        return mean[feature];
    }

    /** The population variance, 0 before the first example. */
    double variance(int feature) {
        return count == 0 ? 0 : squares[feature] / count;
    }

    /**
     * Takes in the features of a batch, {@code [rows, features]}. Returns false, with moments that are not to be used any
     * more, when a value or its square is not finite.
     */
    boolean update(float[] features, int rows, float[] sums, float[] sumsOfSquares) {
        for (int from = 0; from < rows; from += BLOCK_ROWS) {
            mergeBlock(features, from, Math.min(rows, from + BLOCK_ROWS), sums, sumsOfSquares);
        }
        double check = 0;
        for (int j = 0; j < mean.length; j++) {
            check += mean[j] * 0 + squares[j] * 0;
        }
        return check == 0;
    }

    private void mergeBlock(float[] features, int from, int to, float[] sums, float[] sumsOfSquares) {
        int width = mean.length;
        int first = from * width;
        java.util.Arrays.fill(sums, 0, width, 0f);
        java.util.Arrays.fill(sumsOfSquares, 0, width, 0f);
        for (int row = from + 1; row < to; row++) {
            int start = row * width;
            for (int j = 0; j < width; j++) {
                float difference = features[start + j] - features[first + j];
                sums[j] += difference;
                sumsOfSquares[j] += difference * difference;
            }
        }
        int rows = to - from;
        long total = count + rows;
        double weight = (double) rows / total;
        double between = (double) count * rows / total;
        for (int j = 0; j < width; j++) {
            double sum = sums[j];
            double delta = features[first + j] + sum / rows - mean[j];
            mean[j] += delta * weight;
            squares[j] += Math.max(0, sumsOfSquares[j] - sum * sum / rows) + delta * delta * between;
        }
        count = total;
    }

    /** Writes what maps a feature x to (x - shift) · factor. */
    void coefficients(float[] shift, float[] factor) {
        for (int j = 0; j < mean.length; j++) {
            double variance = variance(j);
            shift[j] = (float) mean[j];
            factor[j] = variance > 0 ? (float) (1 / Math.sqrt(variance)) : 1f;
        }
    }

    void copyFrom(RunningStandardization other) {
        System.arraycopy(other.mean, 0, mean, 0, mean.length);
        System.arraycopy(other.squares, 0, squares, 0, squares.length);
        count = other.count;
    }

    RunningStandardization copy() {
        RunningStandardization copy = new RunningStandardization(mean.length);
        copy.copyFrom(this);
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(count);
        for (int j = 0; j < mean.length; j++) {
            out.writeDouble(mean[j]);
            out.writeDouble(squares[j]);
        }
    }

    void readFrom(DataInput in) throws IOException {
        count = in.readLong();
        for (int j = 0; j < mean.length; j++) {
            mean[j] = in.readDouble();
            squares[j] = in.readDouble();
        }
    }
}
