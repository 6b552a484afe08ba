package org.millrace.model;

/** How the weights start; biases start at zero. The same seed gives the same weights on every machine. */
public enum Initialization {
    /** Normal with variance 2 / inputs (He et al. 2015), which suits ReLU and its relatives. */
    HE {
        @Override
        double variance(int inputs, int outputs) {
            return 2.0 / inputs;
        }
    },

    /** Normal with variance 2 / (inputs + outputs) (Glorot and Bengio 2010), which suits tanh and sigmoid. */
    XAVIER {
        @Override
        double variance(int inputs, int outputs) {
            return 2.0 / (inputs + outputs);
        }
    };

    abstract double variance(int inputs, int outputs);

    /** Fills a layer's weights from {@code random}, in row-major order. */
    void fill(float[] weights, int inputs, int outputs, RandomState random) {
        double deviation = StrictMath.sqrt(variance(inputs, outputs));
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (deviation * random.nextGaussian());
        }
    }
}
