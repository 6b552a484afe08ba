package org.millrace.model.scaling;

import java.util.Arrays;
import org.millrace.model.math.Features;

/**
 * The moments of a block of rows, values beyond a number of deviations from the mean taken to lie there.
 *
 * <p>Of float32 features and bytes the sums are taken in float32, of differences to the block's first row, which is exact enough
 * and lets the loops vectorise. Features for which that would overflow, underflow or pass the limit are gone over again in
 * float64, as float64 features are in any case.
 */
final class BlockMoments {

    /** After so many values of a feature its limit is known. */
    static final int KNOWN = 16;

    private static final float LEAST_SQUARES = 1e-25f;
    private static final float GREATEST_SQUARES = 1e30f;

    private final ScalingScratch scratch;
    private final ColumnMoments known;
    private final ColumnMoments block;
    private final double limit;
    private final double squaredLimit;

    /**
     * @param scratch for the result
     * @param known the moments so far
     * @param limit how many deviations of {@code known} a value may lie from their mean
     */
    BlockMoments(ScalingScratch scratch, ColumnMoments known, double limit) {
        this.scratch = scratch;
        this.known = known;
        this.limit = limit;
        squaredLimit = limit * limit;
        block = scratch.block;
    }

    void take(Features features, int from, int to) {
        if (features instanceof Features.Doubles) {
            takeNumbers(features, from, to);
        } else {
            sum(features, from, to);
            moments(features, from, to);
        }
    }

    private void takeNumbers(Features features, int from, int to) {
        block.clear();
        for (int r = from; r < to; r++) {
            features.copyTo(scratch.numbers, r * scratch.width, scratch.width);
            for (int j = 0; j < scratch.width; j++) {
                if (!Double.isNaN(scratch.numbers[j])) {
                    block.add(j, bounded(j, scratch.numbers[j]));
                }
            }
        }
    }

    private void sum(Features features, int from, int to) {
        int width = scratch.width;
        float[] first = scratch.first;
        float[] row = scratch.row;
        float[] sums = scratch.sums;
        float[] squares = scratch.squares;
        float[] spread = scratch.spread;
        features.copyTo(first, from * width, width);
        Arrays.fill(sums, 0f);
        Arrays.fill(squares, 0f);
        Arrays.fill(spread, 0f);
        for (int r = from + 1; r < to; r++) {
            features.copyTo(row, r * width, width);
            for (int j = 0; j < width; j++) {
                float difference = row[j] - first[j];
                sums[j] += difference;
                squares[j] += difference * difference;
                spread[j] = Math.max(spread[j], Math.abs(difference));
            }
        }
    }

    private void moments(Features features, int from, int to) {
        int rows = to - from;
        double share = 1.0 / rows;
        float[] first = scratch.first;
        float[] sums = scratch.sums;
        float[] squares = scratch.squares;
        double[] means = block.mean;
        double[] blockSquares = block.squares;
        Arrays.fill(block.count, (double) rows);
        for (int j = 0; j < first.length; j++) {
            double sum = sums[j];
            means[j] = first[j] + sum * share;
            blockSquares[j] = Math.max(0, squares[j] - sum * sum * share);
        }
        for (int j = 0; j < scratch.width; j++) {
            if (!isExact(j)) {
                sumAgain(j, features, from, to);
            }
        }
    }

    /** In float64, with the differences to the first value, so that nothing cancels out. */
    private void sumAgain(int j, Features features, int from, int to) {
        double first = bounded(j, scratch.first[j]);
        double sum = 0;
        double squares = 0;
        for (int r = from; r < to; r++) {
            features.copyTo(scratch.numbers, r * scratch.width + j, 1);
            double difference = bounded(j, scratch.numbers[0]) - first;
            sum += difference;
            squares += difference * difference;
        }
        double share = 1.0 / (to - from);
        block.mean[j] = first + sum * share;
        block.squares[j] = Math.max(0, squares - sum * sum * share);
    }

    /** Whether the sums in float32 are what they should be. */
    private boolean isExact(int j) {
        float squares = scratch.squares[j];
        float spread = scratch.spread[j];
        boolean inRange = spread == 0 || (squares >= LEAST_SQUARES && squares <= GREATEST_SQUARES);
        return inRange && isWithin(j, Math.abs(scratch.first[j] - known.mean[j]) + spread);
    }

    private boolean isWithin(int j, double distance) {
        double squares = known.squares[j];
        return distance * distance * known.count[j] <= squaredLimit * squares
                || ((known.count[j] < KNOWN || squares == 0) && distance <= Double.MAX_VALUE);
    }

    /** The value, or the bound that it lies beyond; NaN if it is not finite. */
    private double bounded(int feature, double value) {
        double difference = value - known.mean[feature];
        if (isWithin(feature, Math.abs(difference))) {
            return value;
        }
        if (!Double.isFinite(difference)) {
            return Double.NaN;
        }
        double deviation = Math.sqrt(known.variance(feature));
        scratch.meet(feature, Math.abs(difference) / deviation);
        return known.mean[feature] + Math.copySign(limit * deviation, difference);
    }
}
