package org.millrace.model;

/**
 * Brings a batch's features into the workspace, standardised on the way where the state says so. Before a batch is learned
 * its features join the running moments; {@link #restore} takes that back.
 */
final class FeatureInput {

    private final int width;
    private final float[] shift;
    private final float[] factor;
    private final RunningStandardization before;
    private boolean standardized;

    FeatureInput(int width) {
        this.width = width;
        shift = new float[width];
        factor = new float[width];
        before = new RunningStandardization(width);
    }

    /** Updates the running moments, if there are any; false if a feature is not finite. */
    boolean learn(RunningStandardization standardization, MiniBatch batch) {
        if (standardization != null) {
            before.copyFrom(standardization);
            // Coefficients are worked out afterwards, so their arrays may serve as scratch here.
            if (!standardization.update(batch.features(), batch.rows(), shift, factor)) {
                return false;
            }
        }
        use(standardization);
        return true;
    }

    /** Prepares to load features as the running moments are now; null for features as they are. */
    void use(RunningStandardization standardization) {
        standardized = standardization != null;
        if (standardized) {
            standardization.coefficients(shift, factor);
        }
    }

    /** Puts the moments back to what they were before {@link #learn}. */
    void restore(RunningStandardization standardization) {
        if (standardization != null) {
            standardization.copyFrom(before);
        }
    }

    /** Copies rows {@code [from, from + rows)} to the workspace's inputs. */
    void load(float[] features, int from, int rows, Workspace workspace) {
        if (!standardized) {
            workspace.inputs.put(0, features, from * width, rows * width);
            return;
        }
        float[] scaled = workspace.scaledFeatures;
        for (int row = 0; row < rows; row++) {
            int source = (from + row) * width;
            int target = row * width;
            for (int j = 0; j < width; j++) {
                scaled[target + j] = (features[source + j] - shift[j]) * factor[j];
            }
        }
        workspace.inputs.put(0, scaled, 0, rows * width);
    }
}
