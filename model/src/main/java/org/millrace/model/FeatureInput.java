package org.millrace.model;

/**
 * Brings a batch's features into the workspace, scaled on the way where the state says so. Before a batch is learned its
 * features join the running figures; {@link #restore} takes that back.
 */
final class FeatureInput {

    private final int width;
    private final Tile shift;
    private final Tile factor;
    private final float[] block;
    private final float[][] scratch;
    private final FeatureScaler before;
    private boolean scales;

    FeatureInput(Scaling scaling, int width) {
        this.width = width;
        shift = new Tile(width);
        factor = new Tile(width);
        block = new float[shift.values.length];
        scratch = new float[FeatureScaler.SCRATCH_ROWS][width];
        before = scaling.scaler(width);
    }

    /** Updates the scaler with the batch's features; false if one is not finite. */
    boolean learn(FeatureScaler scaler, MiniBatch batch) {
        before.copyFrom(scaler);
        if (!scaler.update(batch.features(), batch.rows(), scratch)) {
            return false;
        }
        use(scaler, batch.rows());
        return true;
    }

    /** Prepares to load up to {@code rows} rows of features as the scaler is now. */
    void use(FeatureScaler scaler, int rows) {
        scales = scaler.coefficients(shift.values, factor.values);
        if (scales) {
            shift.repeat(rows);
            factor.repeat(rows);
        }
    }

    /** Puts the scaler back to what it was before {@link #learn}. */
    void restore(FeatureScaler scaler) {
        scaler.copyFrom(before);
    }

    /** Copies rows {@code [from, from + rows)} to the workspace's inputs. */
    void load(float[] features, int from, int rows, Workspace workspace) {
        if (!scales) {
            workspace.inputs.put(0, features, from * width, rows * width);
            return;
        }
        int total = rows * width;
        for (int offset = 0; offset < total; offset += block.length) {
            int length = Math.min(block.length, total - offset);
            System.arraycopy(features, from * width + offset, block, 0, length);
            scale(shift.values, factor.values, block, length);
            workspace.inputs.put(offset, block, 0, length);
        }
    }

    private static void scale(float[] shift, float[] factor, float[] block, int length) {
        for (int i = 0; i < length; i++) {
            block[i] = (block[i] - shift[i]) * factor[i];
        }
    }
}
