package org.millrace.model.scaling;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.millrace.model.format.Versions;
import org.millrace.model.math.Features;

/**
 * The running mean and variance of each feature, by which it is brought to mean 0 and variance 1.
 *
 * <p>Within a block of rows the sums are taken of differences to the block's first row, which keeps float32 exact enough
 * and lets the loops vectorise; blocks are merged in float64 by the update of Chan, Golub and LeVeque (1979), the batch
 * form of Welford's (1962). A feature that has not varied yet is only centred.
 */
final class RunningStandardization implements FeatureScaler {

    private static final int VERSION = 1;
    private static final int BLOCK_ROWS = 64;

    private final double[] mean;
    private final double[] squares;
    private long count;

    RunningStandardization(int features) {
        mean = new double[features];
        squares = new double[features];
    }

    @Override
    public Scaling kind() {
        return Scaling.STANDARDIZE;
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

    @Override
    public boolean update(Features features, int rows, float[][] scratch) {
        for (int from = 0; from < rows; from += BLOCK_ROWS) {
            mergeBlock(features, from, Math.min(rows, from + BLOCK_ROWS), scratch);
        }
        double check = 0;
        for (int j = 0; j < mean.length; j++) {
            check += mean[j] * 0 + squares[j] * 0;
        }
        return check == 0;
    }

    private void mergeBlock(Features features, int from, int to, float[][] scratch) {
        int width = mean.length;
        float[] first = scratch[0];
        float[] row = scratch[1];
        float[] sums = scratch[2];
        float[] sumsOfSquares = scratch[3];
        features.copyTo(first, from * width, width);
        Arrays.fill(sums, 0, width, 0f);
        Arrays.fill(sumsOfSquares, 0, width, 0f);
        for (int r = from + 1; r < to; r++) {
            features.copyTo(row, r * width, width);
            for (int j = 0; j < width; j++) {
                float difference = row[j] - first[j];
                sums[j] += difference;
                sumsOfSquares[j] += difference * difference;
            }
        }
        int rows = to - from;
        long total = count + rows;
        double share = 1.0 / rows;
        double weight = (double) rows / total;
        double between = (double) count * rows / total;
        for (int j = 0; j < width; j++) {
            double sum = sums[j];
            double delta = first[j] + sum * share - mean[j];
            mean[j] += delta * weight;
            squares[j] += Math.max(0, sumsOfSquares[j] - sum * sum * share) + delta * delta * between;
        }
        count = total;
    }

    @Override
    public boolean coefficients(float[] shift, float[] factor) {
        for (int j = 0; j < mean.length; j++) {
            double variance = variance(j);
            shift[j] = (float) mean[j];
            factor[j] = variance >= Float.MIN_NORMAL ? (float) (1 / Math.sqrt(variance)) : 1f;
        }
        return true;
    }

    @Override
    public FeatureScaler copy() {
        RunningStandardization copy = new RunningStandardization(mean.length);
        copy.copyFrom(this);
        return copy;
    }

    @Override
    public void copyFrom(FeatureScaler other) {
        RunningStandardization source = (RunningStandardization) other;
        System.arraycopy(source.mean, 0, mean, 0, mean.length);
        System.arraycopy(source.squares, 0, squares, 0, squares.length);
        count = source.count;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeLong(count);
        for (int j = 0; j < mean.length; j++) {
            out.writeDouble(mean[j]);
            out.writeDouble(squares[j]);
        }
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        Versions.read("a standardization", VERSION, in);
        readV1(in);
    }

    private void readV1(DataInput in) throws IOException {
        count = in.readLong();
        for (int j = 0; j < mean.length; j++) {
            mean[j] = in.readDouble();
            squares[j] = in.readDouble();
        }
    }
}
