package org.millrace.model.scaling;

import java.io.DataInput;
import java.io.DataOutput;

/** Leaves features as they are. */
final class NoScaling implements FeatureScaler {

    @Override
    public Scaling kind() {
        return Scaling.NONE;
    }

    @Override
    public boolean update(float[] features, int rows, float[][] scratch) {
        return true;
    }

    @Override
    public boolean coefficients(float[] shift, float[] factor) {
        return false;
    }

    @Override
    public FeatureScaler copy() {
        return new NoScaling();
    }

    @Override
    public void copyFrom(FeatureScaler other) {
        // There are no figures.
    }

    @Override
    public void write(DataOutput out) {
        // There are no figures.
    }

    @Override
    public void readFrom(DataInput in) {
        // There are no figures.
    }
}
