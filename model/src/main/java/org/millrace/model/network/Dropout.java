package org.millrace.model.network;

import org.millrace.model.math.RandomState;

/**
 * Inverted dropout (Srivastava et al. 2014): while learning, a value is zero with probability p and otherwise multiplied by
 * 1 / (1 - p); while predicting nothing happens. Value number i of a layer is decided by the i-th random number after the
 * step's start, so the way back decides as the way forward did without a mask in memory.
 */
public final class Dropout {

    private final float keep;
    private final int threshold;

    public Dropout(double probability) {
        keep = (float) (1 / (1 - probability));
        threshold = (int) Math.round(probability * (1 << 24));
    }

    public boolean active() {
        return threshold > 0;
    }

    /** Drops out values [0, length), which are numbers {@code first} and following of the layer, of {@code random}. */
    public void apply(float[] values, int length, long random, long first) {
        long position = random + first * RandomState.GOLDEN_GAMMA;
        for (int i = 0; i < length; i++) {
            position += RandomState.GOLDEN_GAMMA;
            int drawn = (int) (RandomState.mix(position) >>> 40);
            values[i] = drawn < threshold ? 0f : values[i] * keep;
        }
    }
}
