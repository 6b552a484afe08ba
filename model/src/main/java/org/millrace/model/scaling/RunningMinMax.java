package org.millrace.model.scaling;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.millrace.model.format.Versions;
import org.millrace.model.math.Features;

/**
 * The least and greatest value of each feature so far, by which it is brought to [0, 1]. A feature that has not varied
 * yet is only shifted; before the first example features are used as they are. Extreme values are what it is made of, so it
 * knows no limit.
 */
final class RunningMinMax implements FeatureScaler {

    private static final int VERSION = 2;

    private final double[] least;
    private final double[] greatest;

    RunningMinMax(int features) {
        least = new double[features];
        greatest = new double[features];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
    }

    @Override
    public Scaling kind() {
        return Scaling.MIN_MAX;
    }

    double least(int feature) {
        return least[feature];
    }

    double greatest(int feature) {
        return greatest[feature];
    }

    @Override
    public int width() {
        return least.length;
    }

    @Override
    public boolean update(Features features, int rows, double limit, ScalingScratch scratch) {
        scratch.begin();
        int width = least.length;
        double[] row = scratch.numbers;
        boolean mayMiss = features instanceof Features.Doubles;
        for (int r = 0; r < rows; r++) {
            features.copyTo(row, r * width, width);
            for (int j = 0; j < width; j++) {
                if (!mayMiss || !Double.isNaN(row[j])) {
                    least[j] = Math.min(least[j], row[j]);
                    greatest[j] = Math.max(greatest[j], row[j]);
                }
            }
        }
        boolean finite = true;
        for (int j = 0; j < width; j++) {
            finite &= isEmpty(j) || Double.isFinite(greatest[j] - least[j]);
        }
        return finite;
    }

    private boolean isEmpty(int feature) {
        return least[feature] > greatest[feature];
    }

    @Override
    public boolean coefficients(double[] shift, double[] factor) {
        for (int j = 0; j < least.length; j++) {
            double range = greatest[j] - least[j];
            shift[j] = isEmpty(j) ? 0 : least[j];
            factor[j] = range > 0 ? 1 / range : 1;
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
            out.writeDouble(least[j]);
            out.writeDouble(greatest[j]);
        }
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        int version = Versions.read("a min-max scaling", VERSION, in);
        if (version == 1) {
            readV1(in);
        } else {
            readV2(in);
        }
    }

    private void readV2(DataInput in) throws IOException {
        for (int j = 0; j < least.length; j++) {
            least[j] = in.readDouble();
            greatest[j] = in.readDouble();
        }
    }

    /** Version 1 had float32. */
    private void readV1(DataInput in) throws IOException {
        for (int j = 0; j < least.length; j++) {
            least[j] = in.readFloat();
            greatest[j] = in.readFloat();
        }
    }
}
