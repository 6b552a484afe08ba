package org.millrace.model;

/** How features are scaled, by running figures of the features that were learned. */
public enum Scaling {
    /** Not at all. */
    NONE {
        @Override
        FeatureScaler scaler(int features) {
            return new NoScaling();
        }
    },

    /** To mean 0 and variance 1. */
    STANDARDIZE {
        @Override
        FeatureScaler scaler(int features) {
            return new RunningStandardization(features);
        }
    },

    /** To [0, 1]. */
    MIN_MAX {
        @Override
        FeatureScaler scaler(int features) {
            return new RunningMinMax(features);
        }
    };

    abstract FeatureScaler scaler(int features);
}
