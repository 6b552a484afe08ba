package org.millrace.model.scaling;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.math.Features;

/** Running statistics of features, and the map {@code x ↦ (x - shift) · factor} that they give. */
public sealed interface FeatureScaler permits NoScaling, RunningStandardization, RunningMinMax {

    Scaling kind();

    /** How many features. */
    int width();

    /**
     * Takes in the features of a batch, {@code [rows, features]}. Returns false when a value is not finite, or its square is not
     * in float64; the statistics are not to be used then. Missing values, which only float64 features have, are passed over.
     *
     * @param limit how many deviations a value may lie from the mean and still count as it is; infinite for any
     */
    boolean update(Features features, int rows, double limit, ScalingScratch scratch);

    /** Writes each feature's shift and factor; false, without writing, when features are used as they are. */
    boolean coefficients(double[] shift, double[] factor);

    FeatureScaler copy();

    void copyFrom(FeatureScaler other);

    /** Writes the statistics, a version byte first. */
    void write(DataOutput out) throws IOException;

    /** Takes on the statistics that {@link #write} wrote. */
    void readFrom(DataInput in) throws IOException;
}
