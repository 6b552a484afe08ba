package org.millrace.model.math;

/** The standard normal distribution, to about the last bit of float32. */
public final class NormalDistribution {

    private static final double ROOT_HALF = Math.sqrt(0.5);
    private static final double DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);

    private NormalDistribution() {}

    public static double density(double z) {
        return DENSITY_AT_ZERO * Math.exp(-0.5 * z * z);
    }

    /** Φ(z), with an absolute error below 1e-7 by formula 7.1.26 of Abramowitz and Stegun (1964). */
    public static double cumulative(double z) {
        double x = Math.abs(z) * ROOT_HALF;
        double t = 1 / (1 + 0.3275911 * x);
        double polynomial =
                t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
        double tail = 0.5 * polynomial * Math.exp(-x * x);
        return z < 0 ? tail : 1 - tail;
    }
}
