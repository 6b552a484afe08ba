package org.millrace.model.scaling;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.format.Versions;
import org.millrace.model.math.Features;

/** Leaves features as they are. */
final class NoScaling implements FeatureScaler {

    private static final int VERSION = 1;

    private final int width;

    NoScaling(int width) {
        this.width = width;
    }

    @Override
    public Scaling kind() {
        return Scaling.NONE;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public boolean update(Features features, int rows, double limit, ScalingScratch scratch) {
        return true;
    }

    @Override
    public boolean coefficients(double[] shift, double[] factor) {
        return false;
    }

    @Override
    public FeatureScaler copy() {
        return new NoScaling(width);
    }

    @Override
    public void copyFrom(FeatureScaler other) {
        // There are no statistics.
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        Versions.read("an absent scaling", VERSION, in);
    }
}
