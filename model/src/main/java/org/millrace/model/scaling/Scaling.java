package org.millrace.model.scaling;

/** How features are scaled, by running figures of the features that were learned. */
public enum Scaling {
    /** Not at all. */
    NONE {
        @Override
        public FeatureScaler scaler(int features) {
            return new NoScaling();
        }
    },

    /** To mean 0 and variance 1. */
    STANDARDIZE {
        @Override
        public FeatureScaler scaler(int features) {
            return new RunningStandardization(features);
        }
    },

    /** To [0, 1]. */
    MIN_MAX {
        @Override
        public FeatureScaler scaler(int features) {
            return new RunningMinMax(features);
        }
    };

    public abstract FeatureScaler scaler(int features);
}
