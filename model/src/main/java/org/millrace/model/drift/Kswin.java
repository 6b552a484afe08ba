package org.millrace.model.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.millrace.model.math.RandomState;
import org.millrace.model.math.Require;

/**
 * Kolmogorov-Smirnov windowing (Raab, Heusinger and Schleif, "Reactive soft prototype computing for concept drift streams",
 * 2020). The latest {@code r} values of a full window are compared with a random sample, without replacement, of {@code r}
 * older ones: an alarm where their empirical distributions are farther apart than {@code √(-ln α / r)}. It answers to any change of the
 * distribution, also to a fall of the mean. After a drift it goes on with the latest {@code r} values alone.
 */
public final class Kswin implements DriftDetector {

    public static final double DEFAULT_ALPHA = 0.0001;
    public static final int DEFAULT_WINDOW = 300;
    public static final int DEFAULT_SAMPLE = 30;

    static final String KIND = "kswin";

    private static final long serialVersionUID = 1L;

    private final double alpha;
    private final int sample;
    private final long seed;
    /** A ring: the oldest value is at {@code next} once it is full. */
    private final double[] window;

    private int next;
    private int filled;
    private long position;

    public Kswin(long seed) {
        this(DEFAULT_ALPHA, DEFAULT_WINDOW, DEFAULT_SAMPLE, seed);
    }

    /**
     * @param alpha probability of a false alarm in one comparison, in (0, 1)
     * @param window values that are remembered, at least two samples
     * @param sample r, how many of the latest are compared with as many before, at least 2
     * @param seed of the random samples
     */
    public Kswin(double alpha, int window, int sample, long seed) {
        this.alpha = ErrorRate.confidence(alpha, "alpha");
        this.sample = Require.atLeast(2, sample, "sample");
        this.window = new double[Require.atLeast(2 * sample, window, "window")];
        this.seed = seed;
        position = seed;
    }

    @Override
    public DriftLevel add(double value) {
        Require.that(Double.isFinite(value), "value must be finite", value);
        window[next] = value;
        next = (next + 1) % window.length;
        filled = Math.min(filled + 1, window.length);
        if (filled < window.length || distance() <= Math.sqrt(-Math.log(alpha) / sample)) {
            return DriftLevel.STABLE;
        }
        filled = sample;
        return DriftLevel.DRIFT;
    }

    private double distance() {
        double[] latest = new double[sample];
        for (int i = 0; i < sample; i++) {
            latest[i] = latest(sample - 1 - i);
        }
        double[] older = olderSample();
        Arrays.sort(latest);
        Arrays.sort(older);
        return distance(latest, older);
    }

    /** The value that {@code age} others came after. */
    private double latest(int age) {
        return window[Math.floorMod(next - 1 - age, window.length)];
    }

    /** A sample by selection (Knuth, algorithm S): in order, each with the probability that makes all samples equally likely. */
    private double[] olderSample() {
        double[] drawn = new double[sample];
        RandomState random = new RandomState(position);
        int older = window.length - sample;
        int taken = 0;
        for (int i = 0; taken < sample; i++) {
            if ((older - i) * random.nextDouble() < sample - taken) {
                drawn[taken++] = latest(sample + i);
            }
        }
        position = random.position();
        return drawn;
    }

    /** The greatest difference of the empirical distributions of two sorted samples of one size, in [0, 1]. */
    static double distance(double[] first, double[] second) {
        int i = 0;
        int j = 0;
        int greatest = 0;
        while (i < first.length && j < second.length) {
            double value = Math.min(first[i], second[j]);
            while (i < first.length && first[i] <= value) {
                i++;
            }
            while (j < second.length && second[j] <= value) {
                j++;
            }
            greatest = Math.max(greatest, Math.abs(i - j));
        }
        return (double) greatest / first.length;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public double[] settings() {
        return new double[] {alpha, window.length, sample, seed};
    }

    @Override
    public Kswin fresh() {
        return new Kswin(alpha, window.length, sample, seed);
    }

    @Override
    public Kswin copy() {
        Kswin copy = fresh();
        System.arraycopy(window, 0, copy.window, 0, window.length);
        copy.next = next;
        copy.filled = filled;
        copy.position = position;
        return copy;
    }

    @Override
    public void writeState(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeDouble(alpha);
        out.writeInt(window.length);
        out.writeInt(sample);
        out.writeLong(seed);
        out.writeLong(position);
        out.writeInt(filled);
        for (int age = filled - 1; age >= 0; age--) {
            out.writeDouble(latest(age));
        }
    }

    static Kswin readState(DataInput in) throws IOException {
        DriftDetector.requireVersion(KIND, in);
        Kswin kswin = new Kswin(in.readDouble(), in.readInt(), in.readInt(), in.readLong());
        kswin.position = in.readLong();
        kswin.filled = in.readInt();
        Require.that(
                kswin.filled >= 0 && kswin.filled <= kswin.window.length,
                "values must be in [0, " + kswin.window.length + "]",
                kswin.filled);
        for (int i = 0; i < kswin.filled; i++) {
            kswin.window[i] = in.readDouble();
        }
        kswin.next = kswin.filled % kswin.window.length;
        return kswin;
    }
}
