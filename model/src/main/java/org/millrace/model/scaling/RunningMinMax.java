package org.millrace.model.scaling;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.millrace.model.format.Versions;
import org.millrace.model.math.Features;

/**
 * The least and greatest value of each feature so far, by which it is brought to [0, 1]. A feature that has not varied
 * yet is only shifted; before the first example features are used as they are.
 */
final class RunningMinMax implements FeatureScaler {

    private static final int VERSION = 1;

    private final float[] least;
    private final float[] greatest;

    RunningMinMax(int features) {
        least = new float[features];
        greatest = new float[features];
        Arrays.fill(least, Float.POSITIVE_INFINITY);
        Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
    }

    @Override
    public Scaling kind() {
        return Scaling.MIN_MAX;
    }

    float least(int feature) {
        return least[feature];
    }

    float greatest(int feature) {
        return greatest[feature];
    }

    @Override
    public boolean update(Features features, int rows, float[][] scratch) {
        int width = least.length;
        float[] row = scratch[0];
        for (int r = 0; r < rows; r++) {
            features.copyTo(row, r * width, width);
            for (int j = 0; j < width; j++) {
                least[j] = Math.min(least[j], row[j]);
                greatest[j] = Math.max(greatest[j], row[j]);
            }
        }
        boolean finite = true;
        for (int j = 0; j < width; j++) {
            finite &= Float.isFinite(greatest[j] - least[j]);
        }
        return finite;
    }

    @Override
    public boolean coefficients(float[] shift, float[] factor) {
        if (least[0] > greatest[0]) {
            return false;
        }
        for (int j = 0; j < least.length; j++) {
            float range = greatest[j] - least[j];
            shift[j] = least[j];
            factor[j] = range >= Float.MIN_NORMAL ? 1f / range : 1f;
        }
        return true;
    }

    @Override
    public FeatureScaler copy() {
        RunningMinMax copy = new RunningMinMax(least.length);
        copy.copyFrom(this);
        return copy;
    }

    @Override
    public void copyFrom(FeatureScaler other) {
        RunningMinMax source = (RunningMinMax) other;
        System.arraycopy(source.least, 0, least, 0, least.length);
        System.arraycopy(source.greatest, 0, greatest, 0, greatest.length);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        for (int j = 0; j < least.length; j++) {
            out.writeFloat(least[j]);
            out.writeFloat(greatest[j]);
        }
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        Versions.read("a min-max scaling", VERSION, in);
        readV1(in);
    }

    private void readV1(DataInput in) throws IOException {
        for (int j = 0; j < least.length; j++) {
            least[j] = in.readFloat();
            greatest[j] = in.readFloat();
        }
    }
}
