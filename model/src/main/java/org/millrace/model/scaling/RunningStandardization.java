package org.millrace.model.scaling;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.millrace.model.format.Versions;
import org.millrace.model.math.Features;

/**
 * The running mean and variance of each feature, by which it is brought to mean 0 and variance 1. A feature that has not
 * varied yet is only centred.
 *
 * <p>The influence of a single value is bounded: after the first {@value #KNOWN} values of a feature, one that lies more
 * than {@code limit} deviations from the mean counts as if it lay there ("metrically Winsorized", Huber, <em>Robust
 * Statistics</em>, 1981, after Huber 1964). A scale that really grows is still followed, since the bounds grow with it. What went
 * wrong among the first values is forgotten: whenever the number of rows has doubled, a feature whose variance since the
 * doubling before is more than {@code limit²} times smaller takes on the statistics since then.
 */
final class RunningStandardization implements FeatureScaler {

    private static final int KNOWN = BlockMoments.KNOWN;

    private static final int VERSION = 2;
    private static final int BLOCK_ROWS = 64;

    private final ColumnMoments all;
    /** Since {@link #rowsBefore}. */
    private final ColumnMoments recent;

    private long rows;
    private long rowsBefore;

    RunningStandardization(int features) {
        all = new ColumnMoments(features);
        recent = new ColumnMoments(features);
    }

    @Override
    public Scaling kind() {
        return Scaling.STANDARDIZE;
    }

    @Override
    public int width() {
        return all.mean.length;
    }

    double count(int feature) {
        return all.count[feature];
    }

    double mean(int feature) {
        return all.mean[feature];
    }

    /** The population variance, 0 before the first example. */
    double variance(int feature) {
        return all.variance(feature);
    }

    @Override
    public boolean update(Features features, int count, double limit, ScalingScratch scratch) {
        scratch.begin();
        if (count == 1 && !(features instanceof Features.Doubles) && updateByRow(features, limit, scratch)) {
            return all.isFinite();
        }
        for (int from = 0; from < count; ) {
            int most = rows < KNOWN && limit < Double.POSITIVE_INFINITY ? (int) (KNOWN - rows) : BLOCK_ROWS;
            int to = Math.min(count, from + most);
            new BlockMoments(scratch, all, limit).take(features, from, to);
            all.merge(scratch.block);
            rows += to - from;
            if (limit < Double.POSITIVE_INFINITY) {
                recent.merge(scratch.block);
                forget(limit);
            }
            from = to;
        }
        return all.isFinite();
    }

    /** The same for one row, faster; false, with nothing done, where it may lie beyond the limit. */
    private boolean updateByRow(Features features, double limit, ScalingScratch scratch) {
        boolean limited = limit < Double.POSITIVE_INFINITY;
        features.copyTo(scratch.row, 0, width());
        if (limited && rows >= KNOWN && !all.areWithin(scratch.row, limit)) {
            return false;
        }
        all.add(scratch.row);
        rows++;
        if (limited) {
            recent.add(scratch.row);
            forget(limit);
        }
        return true;
    }

    private void forget(double limit) {
        if (rows < 2 * Math.max(KNOWN, rowsBefore)) {
            return;
        }
        for (int j = 0; j < width(); j++) {
            double variance = recent.variance(j);
            if (recent.count[j] >= KNOWN && variance > 0 && variance * limit * limit < all.variance(j)) {
                all.copyFrom(recent, j);
            }
        }
        recent.clear();
        rowsBefore = rows;
    }

    @Override
    public boolean coefficients(double[] shift, double[] factor) {
        System.arraycopy(all.mean, 0, shift, 0, shift.length);
        for (int j = 0; j < factor.length; j++) {
            factor[j] = Math.sqrt(Math.max(1, all.count[j]) / all.squares[j]);
        }
        for (int j = 0; j < factor.length; j++) {
            if (all.squares[j] == 0) {
                factor[j] = 1;
            }
        }
        return true;
    }

    @Override
    public FeatureScaler copy() {
        RunningStandardization copy = new RunningStandardization(width());
        copy.copyFrom(this);
        return copy;
    }

    @Override
    public void copyFrom(FeatureScaler other) {
        RunningStandardization source = (RunningStandardization) other;
        all.copyFrom(source.all);
        recent.copyFrom(source.recent);
        rows = source.rows;
        rowsBefore = source.rowsBefore;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeLong(rows);
        out.writeLong(rowsBefore);
        all.write(out);
        recent.write(out);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        int version = Versions.read("a standardization", VERSION, in);
        if (version == 1) {
            readV1(in);
        } else {
            readV2(in);
        }
    }

    /** Version 1 counted rows only, and knew no limit. */
    private void readV1(DataInput in) throws IOException {
        rows = in.readLong();
        rowsBefore = rows;
        Arrays.fill(all.count, (double) rows);
        for (int j = 0; j < width(); j++) {
            all.mean[j] = in.readDouble();
            all.squares[j] = in.readDouble();
        }
        recent.clear();
    }

    private void readV2(DataInput in) throws IOException {
        rows = in.readLong();
        rowsBefore = in.readLong();
        all.readFrom(in);
        recent.readFrom(in);
    }
}
