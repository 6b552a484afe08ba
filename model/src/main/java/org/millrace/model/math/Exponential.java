package org.millrace.model.math;

/**
 * exp for values that are not positive, to a relative error below 1e-8: {@code exp(x) = exp(x/4096)^4096}, a short series
 * and twelve squarings. There is no branch and no bit in it, so a loop over it vectorises: a softmax over ten classes would
 * otherwise cost as much as all else that is not a matrix product.
 */
public final class Exponential {

    private static final double LEAST = -700;
    private static final double SHARE = 1.0 / 4096;

    private Exponential() {}

    /** Replaces values, at most 0, by exp of them in [0, length); below -700 by exp(-700), which is 0 as a float. */
    public static void replace(double[] values, int length) {
        for (int i = 0; i < length; i++) {
            values[i] = ofNotPositive(values[i]);
        }
    }

    /** exp(x) for x at most 0; exp(-700) for x below -700; NaN for NaN. */
    public static double ofNotPositive(double x) {
        double r = Math.max(x, LEAST) * SHARE;
        double r2 = r * r;
        double r4 = r2 * r2;
        double low = 1 + r + r2 * (1.0 / 2 + r * (1.0 / 6));
        double high = 1.0 / 24 + r * (1.0 / 120) + r2 * (1.0 / 720 + r * (1.0 / 5040));
        double e = low + r4 * (high + r4 * (1.0 / 40320));
        double e4 = e * e * (e * e);
        double e16 = e4 * e4 * (e4 * e4);
        double e64 = e16 * e16 * (e16 * e16);
        double e256 = e64 * e64 * (e64 * e64);
        double e1024 = e256 * e256 * (e256 * e256);
        return e1024 * e1024 * (e1024 * e1024);
    }
}
