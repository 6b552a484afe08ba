package org.millrace.model.network;

import java.util.Arrays;
import org.millrace.model.math.RandomState;

/** How the weights start; biases start at zero. The same seed gives the same weights on every machine. */
public enum Initialization {
    /** Normal with variance 2 / inputs (He et al. 2015), which suits ReLU and its relatives. */
    HE(true) {
        @Override
        double variance(int inputs, int outputs) {
            return 2.0 / inputs;
        }
    },

    /** Uniform with He's variance. */
    HE_UNIFORM(false) {
        @Override
        double variance(int inputs, int outputs) {
            return HE.variance(inputs, outputs);
        }
    },

    /** Normal with variance 2 / (inputs + outputs) (Glorot and Bengio 2010), which suits tanh and sigmoid. */
    XAVIER(true) {
        @Override
        double variance(int inputs, int outputs) {
            return 2.0 / (inputs + outputs);
        }
    },

    /** Uniform with Glorot and Bengio's variance. */
    XAVIER_UNIFORM(false) {
        @Override
        double variance(int inputs, int outputs) {
            return XAVIER.variance(inputs, outputs);
        }
    },

    /** Normal with variance 1 / inputs (LeCun et al. 1998). */
    LECUN(true) {
        @Override
        double variance(int inputs, int outputs) {
            return 1.0 / inputs;
        }
    },

    /** Uniform with LeCun's variance. */
    LECUN_UNIFORM(false) {
        @Override
        double variance(int inputs, int outputs) {
            return LECUN.variance(inputs, outputs);
        }
    },

    /** All zero, for networks without hidden layers: hidden units that start alike stay alike. */
    ZEROS(false) {
        @Override
        double variance(int inputs, int outputs) {
            return 0;
        }
    },

    /** All {@value #CONSTANT_VALUE}, for networks without hidden layers. */
    CONSTANT(false) {
        @Override
        double variance(int inputs, int outputs) {
            return 0;
        }

        @Override
        void fill(float[] weights, int inputs, int outputs, RandomState random) {
            Arrays.fill(weights, CONSTANT_VALUE);
        }
    };

    static final float CONSTANT_VALUE = 0.01f;

    private final boolean normal;

    Initialization(boolean normal) {
        this.normal = normal;
    }

    abstract double variance(int inputs, int outputs);

    /** Fills a layer's weights from {@code random}, in row-major order. */
    void fill(float[] weights, int inputs, int outputs, RandomState random) {
        double variance = variance(inputs, outputs);
        double deviation = StrictMath.sqrt(variance);
        double bound = StrictMath.sqrt(3 * variance);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (normal ? deviation * random.nextGaussian() : bound * (2 * random.nextDouble() - 1));
        }
    }
}
