package org.millrace.model.scaling;

import org.millrace.model.format.Coded;

/** How features are scaled, by running statistics of the features trained on. */
public enum Scaling implements Coded {
    /** Not at all. */
    NONE("none") {
        @Override
        public FeatureScaler scaler(int features) {
            return new NoScaling(features);
        }
    },

    /** To mean 0 and variance 1. */
    STANDARDIZE("standardize") {
        @Override
        public FeatureScaler scaler(int features) {
            return new RunningStandardization(features);
        }
    },

    /** To [0, 1]. */
    MIN_MAX("min-max") {
        @Override
        public FeatureScaler scaler(int features) {
            return new RunningMinMax(features);
        }
    };

    private final String code;

    Scaling(String code) {
        this.code = code;
    }

    /** A scaler of this kind without statistics yet. */
    public abstract FeatureScaler scaler(int features);

    @Override
    public String code() {
        return code;
    }

    /** The scaling with the given code; IllegalArgumentException if there is none. */
    public static Scaling ofCode(String code) {
        return Coded.of(code, values(), "scaling");
    }
}
