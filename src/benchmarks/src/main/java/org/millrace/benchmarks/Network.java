package org.millrace.benchmarks;

import java.util.Arrays;
import org.millrace.model.Activation;
import org.millrace.model.Architecture;
import org.millrace.model.MiniBatch;

/** A benchmarked network, named by its widths as in {@code 784-128-10}, ReLU between its layers. */
record Network(String name) {

    Architecture architecture() {
        int[] widths = widths();
        int[] hidden = Arrays.copyOfRange(widths, 1, widths.length - 1);
        return Architecture.of(widths[0], Activation.RELU, widths[widths.length - 1], hidden);
    }

    int[] widths() {
        return Arrays.stream(name.split("-", -1)).mapToInt(Integer::parseInt).toArray();
    }

    int inputs() {
        return widths()[0];
    }

    int outputs() {
        int[] widths = widths();
        return widths[widths.length - 1];
    }

    /** A batch of uniform features and random labels, always the same for the same seed. */
    MiniBatch batch(int rows, long seed) {
        java.util.Random random = new java.util.Random(seed);
        float[] features = new float[rows * inputs()];
        for (int i = 0; i < features.length; i++) {
            features[i] = random.nextFloat();
        }
        int[] labels = random.ints(rows, 0, outputs()).toArray();
        return new MiniBatch(rows, inputs(), features, labels);
    }
}
