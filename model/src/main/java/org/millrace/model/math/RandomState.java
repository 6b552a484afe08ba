package org.millrace.model.math;

/**
 * SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014): its whole state is one long,
 * and the same seed gives the same numbers on every machine.
 */
public final class RandomState {

    public static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long position;

    public RandomState(long position) {
        this.position = position;
    }

    /** The position from which {@link #RandomState(long)} continues. */
    public long position() {
        return position;
    }

    /** Passes over {@code count} numbers, which the caller works out with {@link #mix}. */
    public void skip(long count) {
        position += count * GOLDEN_GAMMA;
    }

    long nextLong() {
        position += GOLDEN_GAMMA;
        return mix(position);
    }

    /** Uniform in [0, 1). */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Standard normal, by Marsaglia's polar method; StrictMath, because Math may differ in the last bit between machines. */
    public double nextGaussian() {
        while (true) {
            double u = 2 * nextDouble() - 1;
            double v = 2 * nextDouble() - 1;
            double s = u * u + v * v;
            if (s > 0 && s < 1) {
                return u * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
            }
        }
    }

    public static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
