package org.millrace.model;

/**
 * exp for values that are not positive, to a relative error below 1e-8, several times faster than {@link Math#exp}: a
 * softmax over ten classes would otherwise cost as much as all else that is not a matrix product.
 */
final class Exponential {

    /** Adding this rounds a double to an integer, which then lies in its lowest bits. */
    private static final double ROUNDER = 0x1.8p52;

    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN_2 = 0.6931471805599453;
    private static final double LEAST = -700;
    private static final int EXPONENT_BIAS = 1023;
    private static final int MANTISSA_BITS = 52;

    private Exponential() {}

    /** exp(x) for x at most 0; 0 where it would be below 1e-304; NaN for NaN. */
    static double ofNotPositive(double x) {
        if (!(x > LEAST)) {
            return Double.isNaN(x) ? x : 0;
        }
        // exp(x) = 2ⁿ exp(r) with |r| at most ln(2)/2, where eight terms of the series are enough.
        double shifted = x * LOG2_E + ROUNDER;
        long n = (int) Double.doubleToRawLongBits(shifted);
        double r = x - (shifted - ROUNDER) * LN_2;
        double r2 = r * r;
        double low = 1 + r + r2 * (1.0 / 2 + r * (1.0 / 6));
        double high = 1.0 / 24 + r * (1.0 / 120) + r2 * (1.0 / 720 + r * (1.0 / 5040));
        return (low + r2 * r2 * high) * Double.longBitsToDouble((n + EXPONENT_BIAS) << MANTISSA_BITS);
    }
}
