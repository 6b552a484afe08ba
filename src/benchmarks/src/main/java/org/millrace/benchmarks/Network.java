package org.millrace.benchmarks;

import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;
import picocli.CommandLine.TypeConversionException;

/** A benchmarked network, named by its widths as in {@code 784-128-10}, ReLU between its layers. */
record Network(String name) {

    private static final Pattern WIDTHS = Pattern.compile("[1-9][0-9]{0,5}(-[1-9][0-9]{0,5})+");

    Network {
        if (!WIDTHS.matcher(name).matches()) {
            throw new IllegalArgumentException("a network is named by its widths, as 784-128-10: " + name);
        }
    }

    /** The same for the command line, where a wrong name is wrong usage. */
    static Network parse(String name) {
        try {
            return new Network(name);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

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
        Random random = new Random(seed);
        float[] features = new float[rows * inputs()];
        for (int i = 0; i < features.length; i++) {
            features[i] = random.nextFloat();
        }
        int[] labels = random.ints(rows, 0, outputs()).toArray();
        return new MiniBatch(rows, inputs(), features, labels);
    }
}
