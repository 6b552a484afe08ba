package org.millrace.model.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.math.Require;

/**
 * The Drift Detection Method (Gama, Medas, Castillo and Rodrigues, "Learning with drift detection", 2004). The error rate
 * {@code p} of a learner falls or stays while its examples come from one distribution, with standard deviation
 * {@code s = √(p(1-p)/n)}. A value where {@code p + s} exceeds {@code pₘ + k sₘ} raises an alarm, where {@code pₘ + sₘ} is the
 * lowest {@code p + s} so far and {@code k} the number of deviations. After a drift it begins anew.
 */
public final class Ddm implements DriftDetector {

    public static final double DEFAULT_WARNING = 2;
    public static final double DEFAULT_DRIFT = 3;
    public static final int DEFAULT_MINIMUM = 30;

    static final String KIND = "ddm";

    private static final long serialVersionUID = 1L;

    private final double warning;
    private final double drift;
    private final int minimum;
    private long count;
    private double rate;
    private double lowestRate;
    private double lowestDeviation;

    public Ddm() {
        this(DEFAULT_WARNING, DEFAULT_DRIFT, DEFAULT_MINIMUM);
    }

    /**
     * @param warning standard deviations above the lowest error rate at which it warns, positive
     * @param drift those at which it raises an alarm
     * @param minimum errors and successes to see before either, at least 1
     */
    public Ddm(double warning, double drift, int minimum) {
        this.warning = Require.positive(warning, "warning");
        this.drift = Require.positive(drift, "drift");
        this.minimum = Require.atLeast(1, minimum, "minimum");
        ErrorRate.ordered(warning <= drift, warning, drift);
        begin();
    }

    private void begin() {
        count = 0;
        rate = 1;
        lowestRate = Double.POSITIVE_INFINITY;
        lowestDeviation = Double.POSITIVE_INFINITY;
    }

    @Override
    public DriftLevel add(double value) {
        ErrorRate.share(value);
        count++;
        rate += (value - rate) / count;
        if (count + 1 < minimum) {
            return DriftLevel.STABLE;
        }
        double deviation = Math.sqrt(rate * (1 - rate) / count);
        if (rate + deviation <= lowestRate + lowestDeviation) {
            lowestRate = rate;
            lowestDeviation = deviation;
        }
        return level(rate + deviation);
    }

    private DriftLevel level(double upper) {
        if (count >= minimum && upper > lowestRate + drift * lowestDeviation) {
            begin();
            return DriftLevel.DRIFT;
        }
        return upper > lowestRate + warning * lowestDeviation ? DriftLevel.WARNING : DriftLevel.STABLE;
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
    public Ddm fresh() {
        return new Ddm(warning, drift, minimum);
    }

    @Override
    public Ddm copy() {
        Ddm copy = fresh();
        copy.count = count;
        copy.rate = rate;
        copy.lowestRate = lowestRate;
        copy.lowestDeviation = lowestDeviation;
        return copy;
    }

    @Override
    public void writeState(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeDouble(warning);
        out.writeDouble(drift);
        out.writeInt(minimum);
        out.writeLong(count);
        out.writeDouble(rate);
        out.writeDouble(lowestRate);
        out.writeDouble(lowestDeviation);
    }

    static Ddm readState(DataInput in) throws IOException {
        DriftDetector.requireVersion(KIND, in);
        Ddm ddm = new Ddm(in.readDouble(), in.readDouble(), in.readInt());
        ddm.count = in.readLong();
        ddm.rate = in.readDouble();
        ddm.lowestRate = in.readDouble();
        ddm.lowestDeviation = in.readDouble();
        return ddm;
    }
}
