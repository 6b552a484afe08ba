package org.millrace.model.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The drift detector of Frías-Blanco and others ("Online and non-parametric drift detection methods based on Hoeffding's
 * bounds", 2015) by weighted moving averages, test W, for a rise of the mean. The stream is cut where the upper bound of its
 * exponential mean, by McDiarmid's inequality, is lowest; the exponential mean of the values after the cut that exceeds that of
 * those before it by {@code √((B₁+B₂)/2 · ln(1/δ))} raises an alarm, where {@code B} are the sums of the squared weights. After
 * a drift it begins anew.
 */
public final class HddmW implements DriftDetector {

    public static final double DEFAULT_DRIFT = 0.001;
    public static final double DEFAULT_WARNING = 0.005;
    public static final double DEFAULT_NEWEST = 0.05;

    static final String KIND = "hddm-w";

    private static final long serialVersionUID = 1L;

    private final double drift;
    private final double warning;
    private final double newest;
    private ExponentialMean all = ExponentialMean.EMPTY;
    private ExponentialMean before = ExponentialMean.EMPTY;
    private ExponentialMean after = ExponentialMean.EMPTY;
    private double lowestBound = Double.POSITIVE_INFINITY;

    public HddmW() {
        this(DEFAULT_DRIFT, DEFAULT_WARNING, DEFAULT_NEWEST);
    }

    /**
     * @param drift δ of a drift, in (0, 1)
     * @param warning δ of a warning, in (0, 1)
     * @param newest the weight of the newest value in an exponential mean, in (0, 1)
     */
    public HddmW(double drift, double warning, double newest) {
        this.drift = ErrorRate.confidence(drift, "drift");
        this.warning = ErrorRate.confidence(warning, "warning");
        this.newest = ErrorRate.confidence(newest, "newest");
        ErrorRate.ordered(warning >= drift, warning, drift);
    }

    @Override
    public DriftLevel add(double value) {
        ErrorRate.share(value);
        all = all.with(value, newest);
        double bound = all.mean() + Math.sqrt(all.squares() * Math.log(1 / drift) / 2);
        if (bound < lowestBound) {
            lowestBound = bound;
            before = all;
            after = ExponentialMean.EMPTY;
        } else {
            after = after.with(value, newest);
        }
        if (hasRisen(drift)) {
            begin();
            return DriftLevel.DRIFT;
        }
        return hasRisen(warning) ? DriftLevel.WARNING : DriftLevel.STABLE;
    }

    private void begin() {
        all = ExponentialMean.EMPTY;
        before = ExponentialMean.EMPTY;
        after = ExponentialMean.EMPTY;
        lowestBound = Double.POSITIVE_INFINITY;
    }

    private boolean hasRisen(double confidence) {
        if (before.isEmpty() || after.isEmpty()) {
            return false;
        }
        double squares = before.squares() + after.squares();
        return after.mean() - before.mean() > Math.sqrt(squares * Math.log(1 / confidence) / 2);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public double[] settings() {
        return new double[] {drift, warning, newest};
    }

    @Override
    public HddmW fresh() {
        return new HddmW(drift, warning, newest);
    }

    @Override
    public HddmW copy() {
        HddmW copy = fresh();
        copy.all = all;
        copy.before = before;
        copy.after = after;
        copy.lowestBound = lowestBound;
        return copy;
    }

    @Override
    public void writeState(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeDouble(drift);
        out.writeDouble(warning);
        out.writeDouble(newest);
        all.write(out);
        before.write(out);
        after.write(out);
        out.writeDouble(lowestBound);
    }

    static HddmW readState(DataInput in) throws IOException {
        DriftDetector.requireVersion(KIND, in);
        HddmW hddm = new HddmW(in.readDouble(), in.readDouble(), in.readDouble());
        hddm.all = ExponentialMean.read(in);
        hddm.before = ExponentialMean.read(in);
        hddm.after = ExponentialMean.read(in);
        hddm.lowestBound = in.readDouble();
        return hddm;
    }
}
