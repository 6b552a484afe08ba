package org.millrace.model.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.math.Require;

/**
 * Adaptive windowing (Bifet and Gavaldà, "Learning from time-changing data with adaptive windowing", 2007). A window of the
 * latest values grows until it can be cut in two, of {@code n₀} older and {@code n₁} newer values, whose means differ by more
 * than {@code √(2/m · σ² ln(2 ln n/δ)) + 2/(3m) · ln(2 ln n/δ)}, where {@code 1/m = 1/n₀ + 1/n₁} of what each has beyond the
 * least; then the oldest values are dropped until there is no such cut. A window that was cut and whose mean has risen raises
 * an alarm, so that one drift may raise a few while what is left of the time before it leaves the window.
 *
 * <p>The window holds sums of 1, 2, 4, … values, at most {@value AdwinWindow#BUCKETS} of each: its memory grows with the logarithm of its
 * length. Cuts are looked for after every {@value #CLOCK}th value.
 */
public final class Adwin implements DriftDetector {

    public static final double DEFAULT_DELTA = 0.002;

    static final String KIND = "adwin";

    private static final int CLOCK = 32;

    /** The least length of a window that is cut. */
    private static final int SHORTEST_WINDOW = 10;

    /** The least length of either part. */
    private static final int SHORTEST_PART = 5;

    private static final long serialVersionUID = 1L;

    private final double delta;
    private final AdwinWindow window;
    private long count;

    public Adwin() {
        this(DEFAULT_DELTA);
    }

    /** @param delta δ, the confidence of a cut: the probability of a false one, in (0, 1) */
    public Adwin(double delta) {
        this(delta, new AdwinWindow(), 0);
    }

    private Adwin(double delta, AdwinWindow window, long count) {
        this.delta = ErrorRate.confidence(delta, "delta");
        this.window = window;
        this.count = count;
    }

    /** The length of the window. */
    public long width() {
        return window.width();
    }

    /** The mean of the window; 0 before the first value. */
    public double mean() {
        return window.mean();
    }

    @Override
    public DriftLevel add(double value) {
        Require.that(Double.isFinite(value), "value must be finite", value);
        double before = window.mean();
        window.add(value);
        count++;
        boolean cut = count % CLOCK == 0 && cut();
        return cut && window.mean() > before ? DriftLevel.DRIFT : DriftLevel.STABLE;
    }

    /** Drops the oldest values for as long as there is a cut; returns whether there was one. */
    private boolean cut() {
        boolean cut = false;
        while (window.width() > SHORTEST_WINDOW && window.hasCut(this::differ)) {
            window.dropOldest();
            cut = true;
        }
        return cut;
    }

    private boolean differ(long older, double olderSum, long newer, double newerSum) {
        if (older <= SHORTEST_PART + 1 || newer <= SHORTEST_PART + 1) {
            return false;
        }
        double logarithm = Math.log(2 * Math.log((double) window.width()) / delta);
        double inverse = 1.0 / (older - SHORTEST_PART + 1) + 1.0 / (newer - SHORTEST_PART + 1);
        double bound = Math.sqrt(2 * inverse * window.variance() * logarithm) + 2.0 / 3 * logarithm * inverse;
        return Math.abs(olderSum / older - newerSum / newer) > bound;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public double[] settings() {
        return new double[] {delta};
    }

    @Override
    public Adwin fresh() {
        return new Adwin(delta);
    }

    @Override
    public Adwin copy() {
        return new Adwin(delta, window.copy(), count);
    }

    @Override
    public void writeState(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeDouble(delta);
        out.writeLong(count);
        window.write(out);
    }

    static Adwin readState(DataInput in) throws IOException {
        DriftDetector.requireVersion(KIND, in);
        double delta = in.readDouble();
        long count = in.readLong();
        return new Adwin(delta, AdwinWindow.read(in), count);
    }
}
