package org.millrace.model;

/**
 * The function a hidden layer applies to each of its values.
 *
 * <p>Both methods work on the same range of arrays that hold one layer's values for a batch, row-major.
 */
public enum Activation {
    /** max(0, z). */
    RELU {
        @Override
        void apply(float[] z, float[] a, int from, int to) {
            for (int i = from; i < to; i++) {
                a[i] = Math.max(z[i], 0f);
            }
        }

        @Override
        void backward(float[] z, float[] a, float[] delta, int from, int to) {
            for (int i = from; i < to; i++) {
                delta[i] = a[i] > 0f ? delta[i] : 0f;
            }
        }
    },

    /** tanh z. */
    TANH {
        @Override
        void apply(float[] z, float[] a, int from, int to) {
            for (int i = from; i < to; i++) {
                a[i] = (float) Math.tanh(z[i]);
            }
        }

        @Override
        void backward(float[] z, float[] a, float[] delta, int from, int to) {
            for (int i = from; i < to; i++) {
                delta[i] *= 1f - a[i] * a[i];
            }
        }
    },

    /** 1 / (1 + exp(-z)). */
    SIGMOID {
        @Override
        void apply(float[] z, float[] a, int from, int to) {
            for (int i = from; i < to; i++) {
                a[i] = (float) (1 / (1 + Math.exp(-z[i])));
            }
        }

        @Override
        void backward(float[] z, float[] a, float[] delta, int from, int to) {
            for (int i = from; i < to; i++) {
                delta[i] *= a[i] * (1f - a[i]);
            }
        }
    },

    /** z. */
    IDENTITY {
        @Override
        void apply(float[] z, float[] a, int from, int to) {
            System.arraycopy(z, from, a, from, to - from);
        }

        @Override
        void backward(float[] z, float[] a, float[] delta, int from, int to) {
            // Its derivative is one.
        }
    };

    /** Writes f(z) into {@code a}. */
    abstract void apply(float[] z, float[] a, int from, int to);

    /** Multiplies {@code delta} by f'(z), given z and a = f(z). */
    abstract void backward(float[] z, float[] a, float[] delta, int from, int to);
}
