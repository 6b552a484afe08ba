package org.millrace.model.scaling;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.math.Features;

/** Running statistics of features, and the map {@code x ↦ (x - shift) · factor} that they give. */
public sealed interface FeatureScaler permits NoScaling, RunningStandardization, RunningMinMax {

    int SCRATCH_ROWS = 4;

    Scaling kind();

    /**
     * Takes in the features of a batch, {@code [rows, features]}. Returns false when a value is too large for the statistics
     * or not finite; they are not to be used then.
     */
    boolean update(Features features, int rows, float[][] scratch);

    /** Writes each feature's shift and factor; false, without writing, when features are used as they are. */
    boolean coefficients(float[] shift, float[] factor);

    FeatureScaler copy();

    void copyFrom(FeatureScaler other);

    /** Writes the statistics, a version byte first. */
    void write(DataOutput out) throws IOException;

    /** Takes on the statistics that {@link #write} wrote. */
    void readFrom(DataInput in) throws IOException;
}
