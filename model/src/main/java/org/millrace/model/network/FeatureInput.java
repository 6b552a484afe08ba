package org.millrace.model.network;

import org.millrace.model.math.Features;
import org.millrace.model.math.OffHeap;
import org.millrace.model.math.Tile;
import org.millrace.model.scaling.FeatureScaler;
import org.millrace.model.scaling.Scaling;

/**
 * Brings a batch's features into the workspace, scaled on the way where the state says so. Before training on a batch
 * its features join the running statistics; {@link #restore} takes that back.
 */
public final class FeatureInput {

    private final int width;
    private final Tile shift;
    private final Tile factor;
    private final float[] block;
    private final float[][] scratch;
    private final FeatureScaler before;
    private boolean scales;

    public FeatureInput(Scaling scaling, int width) {
        this.width = width;
        shift = new Tile(width);
        factor = new Tile(width);
        block = new float[shift.values.length];
        scratch = new float[FeatureScaler.SCRATCH_ROWS][width];
        before = scaling.scaler(width);
    }

    /** Updates the scaler with the features of a batch, {@code [rows, width]}; false if one is not finite. */
    public boolean learn(FeatureScaler scaler, Features features, int rows) {
        before.copyFrom(scaler);
        if (!scaler.update(features, rows, scratch)) {
            return false;
        }
        use(scaler, rows);
        return true;
    }

    /** Prepares to load up to {@code rows} rows of features as the scaler is now. */
    public void use(FeatureScaler scaler, int rows) {
        scales = scaler.coefficients(shift.values, factor.values);
        if (scales) {
            shift.repeat(rows);
            factor.repeat(rows);
        }
    }

    /** Puts the scaler back to what it was before {@link #learn}. */
    public void restore(FeatureScaler scaler) {
        scaler.copyFrom(before);
    }

    /** Copies rows {@code [from, from + rows)} to the workspace's inputs. */
    public void load(Features features, int from, int rows, Workspace workspace) {
        int total = rows * width;
        for (int offset = 0; offset < total; offset += block.length) {
            copy(features, from * width + offset, Math.min(block.length, total - offset), workspace.inputs, offset);
        }
    }

    /** {@link #load} of a whole batch that returns the sum of the squares of what was loaded, block by block in float32. */
    public double measure(Features features, int rows, Workspace workspace) {
        int total = rows * width;
        double squares = 0;
        for (int offset = 0; offset < total; offset += block.length) {
            int length = Math.min(block.length, total - offset);
            copy(features, offset, length, workspace.inputs, offset);
            // Now, while the block is in the first-level cache.
            squares += workspace.inputs.squares(offset, length);
        }
        return squares;
    }

    private void copy(Features features, int from, int length, OffHeap into, int offset) {
        if (!scales) {
            features.copyTo(into, offset, from, length, block);
            return;
        }
        features.copyTo(block, from, length);
        scale(shift.values, factor.values, block, length);
        into.put(offset, block, 0, length);
    }

    private static void scale(float[] shift, float[] factor, float[] block, int length) {
        for (int i = 0; i < length; i++) {
            block[i] = (block[i] - shift[i]) * factor[i];
        }
    }
}
