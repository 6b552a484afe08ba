package org.millrace.model.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.math.Require;

/**
 * The Early Drift Detection Method (Baena-García and others, "Early drift detection method", 2006). The distance between two
 * errors, with mean {@code p} and standard deviation {@code s}, grows while a learner improves. An error where
 * {@code (p + 2s)} has fallen below a share of its maximum raises an alarm. It notices slow drifts of rare errors, and raises
 * many false alarms where the error rate merely stays as it is. After a drift it begins anew.
 */
public final class Eddm implements DriftDetector {

    public static final double DEFAULT_WARNING = 0.95;
    public static final double DEFAULT_DRIFT = 0.9;
    public static final int DEFAULT_MINIMUM = 30;

    static final String KIND = "eddm";

    private static final long serialVersionUID = 1L;

    private final double warning;
    private final double drift;
    private final int minimum;
    private long count;
    private long errors;
    private long latest;
    private double mean;
    private double squares;
    private double highest;

    public Eddm() {
        this(DEFAULT_WARNING, DEFAULT_DRIFT, DEFAULT_MINIMUM);
    }

    /**
     * @param warning share of the greatest distance below which it warns, in (0, 1)
     * @param drift share of the greatest distance below which it raises an alarm, in (0, 1)
     * @param minimum errors to see before either, at least 1
     */
    public Eddm(double warning, double drift, int minimum) {
        this.warning = ErrorRate.confidence(warning, "warning");
        this.drift = ErrorRate.confidence(drift, "drift");
        this.minimum = Require.atLeast(1, minimum, "minimum");
        ErrorRate.ordered(warning >= drift, warning, drift);
    }

    private void begin() {
        count = 0;
        errors = 0;
        latest = 0;
        mean = 0;
        squares = 0;
        highest = 0;
    }

    @Override
    public DriftLevel add(double value) {
        Require.that(value == 0 || value == 1, "value must be 0 or 1", value);
        count++;
        return value == 0 ? DriftLevel.STABLE : error();
    }

    private DriftLevel error() {
        errors++;
        double distance = count - latest;
        latest = count;
        double before = mean;
        mean += (distance - before) / errors;
        squares += (distance - mean) * (distance - before);
        double upper = mean + 2 * Math.sqrt(squares / errors);
        if (count < minimum) {
            return DriftLevel.STABLE;
        }
        if (upper > highest) {
            highest = upper;
            return DriftLevel.STABLE;
        }
        return level(upper / highest);
    }

    private DriftLevel level(double share) {
        if (errors <= minimum || share >= warning) {
            return DriftLevel.STABLE;
        }
        if (share >= drift) {
            return DriftLevel.WARNING;
        }
        begin();
        return DriftLevel.DRIFT;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public double[] settings() {
        return new double[] {warning, drift, minimum};
    }

    @Override
    public Eddm fresh() {
        return new Eddm(warning, drift, minimum);
    }

    @Override
    public Eddm copy() {
        Eddm copy = fresh();
        copy.count = count;
        copy.errors = errors;
        copy.latest = latest;
        copy.mean = mean;
        copy.squares = squares;
        copy.highest = highest;
        return copy;
    }

    @Override
    public void writeState(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeDouble(warning);
        out.writeDouble(drift);
        out.writeInt(minimum);
        out.writeLong(count);
        out.writeLong(errors);
        out.writeLong(latest);
        out.writeDouble(mean);
        out.writeDouble(squares);
        out.writeDouble(highest);
    }

    static Eddm readState(DataInput in) throws IOException {
        DriftDetector.requireVersion(KIND, in);
        Eddm eddm = new Eddm(in.readDouble(), in.readDouble(), in.readInt());
        eddm.count = in.readLong();
        eddm.errors = in.readLong();
        eddm.latest = in.readLong();
        eddm.mean = in.readDouble();
        eddm.squares = in.readDouble();
        eddm.highest = in.readDouble();
        return eddm;
    }
}
