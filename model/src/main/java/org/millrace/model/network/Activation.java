package org.millrace.model.network;

import org.millrace.model.format.Coded;
import org.millrace.model.math.NormalDistribution;

/**
 * The function a hidden layer applies to each of its values.
 *
 * <p>{@link #backward} has the activations at hand; the pre-activations only where {@link #needsPreActivation} says so.
 */
public enum Activation implements Coded {
    /** max(0, z). */
    RELU("relu") {
        @Override
        void apply(float[] values, int length) {
            for (int i = 0; i < length; i++) {
                values[i] = Math.max(values[i], 0f);
            }
        }

        @Override
        public void backward(float[] z, float[] a, float[] delta, int length) {
            for (int i = 0; i < length; i++) {
                // 1 where a > 0, else 0: without a branch, so that the loop vectorises.
                delta[i] *= Math.min(a[i] * Float.MAX_VALUE, 1f);
            }
        }
    },

    /** z where z > 0, else 0.01 z (Maas, Hannun and Ng 2013). */
    LEAKY_RELU("leaky-relu") {
        @Override
        void apply(float[] values, int length) {
            for (int i = 0; i < length; i++) {
                values[i] = Math.max(values[i], LEAK * values[i]);
            }
        }

        @Override
        public void backward(float[] z, float[] a, float[] delta, int length) {
            for (int i = 0; i < length; i++) {
                delta[i] *= LEAK + (1f - LEAK) * Math.max(Math.min(a[i] * Float.MAX_VALUE, 1f), 0f);
            }
        }
    },

    /** z where z > 0, else exp(z) - 1 (Clevert, Unterthiner and Hochreiter 2016). */
    ELU("elu") {
        @Override
        void apply(float[] values, int length) {
            for (int i = 0; i < length; i++) {
                values[i] = values[i] > 0f ? values[i] : (float) Math.expm1(values[i]);
            }
        }

        @Override
        public void backward(float[] z, float[] a, float[] delta, int length) {
            for (int i = 0; i < length; i++) {
                delta[i] *= Math.min(a[i], 0f) + 1f;
            }
        }
    },

    /** z Φ(z), with the normal distribution function Φ (Hendrycks and Gimpel 2016), not its tanh approximation. */
    GELU("gelu") {
        @Override
        public boolean needsPreActivation() {
            return true;
        }

        @Override
        void apply(float[] values, int length) {
            for (int i = 0; i < length; i++) {
                values[i] *= (float) NormalDistribution.cumulative(values[i]);
            }
        }

        @Override
        public void backward(float[] z, float[] a, float[] delta, int length) {
            for (int i = 0; i < length; i++) {
                delta[i] *= (float) (NormalDistribution.cumulative(z[i]) + z[i] * NormalDistribution.density(z[i]));
            }
        }
    },

    /** 1 / (1 + exp(-z)). */
    SIGMOID("sigmoid") {
        @Override
        void apply(float[] values, int length) {
            for (int i = 0; i < length; i++) {
                values[i] = (float) logistic(values[i]);
            }
        }

        @Override
        public void backward(float[] z, float[] a, float[] delta, int length) {
            for (int i = 0; i < length; i++) {
                delta[i] *= a[i] * (1f - a[i]);
            }
        }
    },

    /** tanh z. */
    TANH("tanh") {
        @Override
        void apply(float[] values, int length) {
            for (int i = 0; i < length; i++) {
                values[i] = (float) Math.tanh(values[i]);
            }
        }

        @Override
        public void backward(float[] z, float[] a, float[] delta, int length) {
            for (int i = 0; i < length; i++) {
                delta[i] *= 1f - a[i] * a[i];
            }
        }
    },

    /** log(1 + exp(z)) (Dugas et al. 2001). */
    SOFTPLUS("softplus") {
        @Override
        void apply(float[] values, int length) {
            for (int i = 0; i < length; i++) {
                values[i] = (float) (Math.max(values[i], 0f) + Math.log1p(Math.exp(-Math.abs(values[i]))));
            }
        }

        @Override
        public void backward(float[] z, float[] a, float[] delta, int length) {
            for (int i = 0; i < length; i++) {
                delta[i] *= (float) -Math.expm1(-a[i]);
            }
        }
    },

    /** z / (1 + exp(-z)), also called SiLU (Ramachandran, Zoph and Le 2017). */
    SWISH("swish") {
        @Override
        public boolean needsPreActivation() {
            return true;
        }

        @Override
        void apply(float[] values, int length) {
            for (int i = 0; i < length; i++) {
                values[i] *= (float) logistic(values[i]);
            }
        }

        @Override
        public void backward(float[] z, float[] a, float[] delta, int length) {
            for (int i = 0; i < length; i++) {
                float gate = (float) logistic(z[i]);
                delta[i] *= gate + a[i] * (1f - gate);
            }
        }
    },

    /** z. */
    IDENTITY("identity") {
        @Override
        void apply(float[] values, int length) {
            // Values stay as they are.
        }

        @Override
        public void backward(float[] z, float[] a, float[] delta, int length) {
            // Its derivative is one.
        }
    };

    private static final float LEAK = 0.01f;

    private final String code;

    Activation(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    /** The activation with the given code; IllegalArgumentException if there is none. */
    public static Activation ofCode(String code) {
        return Coded.of(code, values(), "activation");
    }

    /** Turns pre-activations z into activations f(z), in place, in [0, length). */
    abstract void apply(float[] values, int length);

    /** Multiplies {@code delta} by f'(z), in [0, length), given a = f(z) and, where needed, z. */
    public abstract void backward(float[] z, float[] a, float[] delta, int length);

    /** Whether the derivative cannot be told from the activation. */
    public boolean needsPreActivation() {
        return false;
    }

    private static double logistic(double z) {
        return 1 / (1 + Math.exp(-z));
    }
}
