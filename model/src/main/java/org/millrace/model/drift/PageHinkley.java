package org.millrace.model.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.math.Require;

/**
 * The test of Page ("Continuous inspection schemes", 1954) in the form that is known as Page-Hinkley: a cumulative sum of how
 * far each value lies above the running mean, less a tolerance, {@code S ← αS + (x - x̄ - δ)} with {@code S ≥ 0}. A sum above a
 * threshold raises an alarm. After a drift it begins anew.
 */
public final class PageHinkley implements DriftDetector {

    public static final int DEFAULT_MINIMUM = 30;
    public static final double DEFAULT_TOLERANCE = 0.005;
    public static final double DEFAULT_THRESHOLD = 50;
    public static final double DEFAULT_FORGETTING = 0.9999;

    static final String KIND = "page-hinkley";

    private static final long serialVersionUID = 1L;

    private final int minimum;
    private final double tolerance;
    private final double threshold;
    private final double forgetting;
    private long count;
    private double mean;
    private double sum;

    public PageHinkley() {
        this(DEFAULT_MINIMUM, DEFAULT_TOLERANCE, DEFAULT_THRESHOLD, DEFAULT_FORGETTING);
    }

    /**
     * @param minimum values to see before an alarm, at least 1
     * @param tolerance δ, the rise of the mean that is tolerated, not negative
     * @param threshold the sum that raises an alarm, positive
     * @param forgetting α, the share of the sum that is kept from value to value, in (0, 1]
     */
    public PageHinkley(int minimum, double tolerance, double threshold, double forgetting) {
        this.minimum = Require.atLeast(1, minimum, "minimum");
        this.tolerance = Require.notNegative(tolerance, "tolerance");
        this.threshold = Require.positive(threshold, "threshold");
        Require.that(forgetting > 0 && forgetting <= 1, "forgetting must be in (0, 1]", forgetting);
        this.forgetting = forgetting;
    }

    @Override
    public DriftLevel add(double value) {
        Require.that(Double.isFinite(value), "value must be finite", value);
        count++;
        mean += (value - mean) / count;
        sum = forgetting * sum + (value - mean - tolerance);
        if (count < minimum || sum <= threshold) {
            return DriftLevel.STABLE;
        }
        count = 0;
        mean = 0;
        sum = 0;
        return DriftLevel.DRIFT;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public double[] settings() {
        return new double[] {minimum, tolerance, threshold, forgetting};
    }

    @Override
    public PageHinkley fresh() {
        return new PageHinkley(minimum, tolerance, threshold, forgetting);
    }

    @Override
    public PageHinkley copy() {
        PageHinkley copy = fresh();
        copy.count = count;
        copy.mean = mean;
        copy.sum = sum;
        return copy;
    }

    @Override
    public void writeState(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(minimum);
        out.writeDouble(tolerance);
        out.writeDouble(threshold);
        out.writeDouble(forgetting);
        out.writeLong(count);
        out.writeDouble(mean);
        out.writeDouble(sum);
    }

    static PageHinkley readState(DataInput in) throws IOException {
        DriftDetector.requireVersion(KIND, in);
        PageHinkley test = new PageHinkley(in.readInt(), in.readDouble(), in.readDouble(), in.readDouble());
        test.count = in.readLong();
        test.mean = in.readDouble();
        test.sum = in.readDouble();
        return test;
    }
}
