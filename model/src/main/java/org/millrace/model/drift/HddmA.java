package org.millrace.model.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/**
 * The drift detector of Frías-Blanco and others ("Online and non-parametric drift detection methods based on Hoeffding's
 * bounds", 2015) by moving averages, test A, for a rise of the mean. The stream is cut where the upper bound of the mean up to
 * there is lowest; the mean of all {@code n} values that exceeds the mean of the {@code m} before the cut by
 * {@code √((n-m)/(2nm) · ln(2/δ))} raises an alarm. After a drift it begins anew; it does so without an alarm after a fall of
 * the mean, which is tested in the same way.
 */
public final class HddmA implements DriftDetector {

    public static final double DEFAULT_DRIFT = 0.001;
    public static final double DEFAULT_WARNING = 0.005;

    static final String KIND = "hddm-a";

    private static final long serialVersionUID = 1L;

    private final double drift;
    private final double warning;
    private Part all = Part.EMPTY;
    /** The values before the cut with the lowest upper bound. */
    private Part lowest = Part.EMPTY;
    /** The values before the cut with the highest lower bound. */
    private Part highest = Part.EMPTY;

    /** The first values of the stream up to a cut. */
    private record Part(long count, double sum) implements Serializable {

        static final Part EMPTY = new Part(0, 0);

        double mean() {
            return sum / count;
        }

        void write(DataOutput out) throws IOException {
            out.writeLong(count);
            out.writeDouble(sum);
        }

        static Part read(DataInput in) throws IOException {
            return new Part(in.readLong(), in.readDouble());
        }
    }

    public HddmA() {
        this(DEFAULT_DRIFT, DEFAULT_WARNING);
    }

    /**
     * @param drift δ of a drift, in (0, 1)
     * @param warning δ of a warning, in (0, 1)
     */
    public HddmA(double drift, double warning) {
        this.drift = ErrorRate.confidence(drift, "drift");
        this.warning = ErrorRate.confidence(warning, "warning");
        ErrorRate.ordered(warning >= drift, warning, drift);
    }

    @Override
    public DriftLevel add(double value) {
        all = new Part(all.count() + 1, all.sum() + ErrorRate.share(value));
        if (lowest.count() == 0 || all.mean() + deviation(all) <= lowest.mean() + deviation(lowest)) {
            lowest = all;
        }
        if (highest.count() == 0 || all.mean() - deviation(all) >= highest.mean() - deviation(highest)) {
            highest = all;
        }
        if (all.mean() - lowest.mean() >= bound(lowest, drift)) {
            begin();
            return DriftLevel.DRIFT;
        }
        boolean warns = all.mean() - lowest.mean() >= bound(lowest, warning);
        if (highest.mean() - all.mean() >= bound(highest, drift)) {
            begin();
        }
        return warns ? DriftLevel.WARNING : DriftLevel.STABLE;
    }

    private void begin() {
        all = Part.EMPTY;
        lowest = Part.EMPTY;
        highest = Part.EMPTY;
    }

    private double deviation(Part part) {
        return Math.sqrt(Math.log(1 / drift) / (2.0 * part.count()));
    }

    /** How far the means of a part and of all values differ by chance; infinite where the part is all values. */
    private double bound(Part part, double confidence) {
        if (part.count() == all.count()) {
            return Double.POSITIVE_INFINITY;
        }
        double spread = (double) (all.count() - part.count()) / part.count() / all.count();
        return Math.sqrt(spread / 2 * Math.log(2 / confidence));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public double[] settings() {
        return new double[] {drift, warning};
    }

    @Override
    public HddmA fresh() {
        return new HddmA(drift, warning);
    }

    @Override
    public HddmA copy() {
        HddmA copy = fresh();
        copy.all = all;
        copy.lowest = lowest;
        copy.highest = highest;
        return copy;
    }

    @Override
    public void writeState(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeDouble(drift);
        out.writeDouble(warning);
        all.write(out);
        lowest.write(out);
        highest.write(out);
    }

    static HddmA readState(DataInput in) throws IOException {
        DriftDetector.requireVersion(KIND, in);
        HddmA hddm = new HddmA(in.readDouble(), in.readDouble());
        hddm.all = Part.read(in);
        hddm.lowest = Part.read(in);
        hddm.highest = Part.read(in);
        return hddm;
    }
}
