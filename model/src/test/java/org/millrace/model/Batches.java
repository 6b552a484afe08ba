package org.millrace.model;

import java.util.stream.IntStream;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.math.RandomState;

/** Batches that tests learn from: clouds of points around one centre per class. */
public final class Batches {

    private Batches() {}

    public static MiniBatch clouds(int rows, int columns, int classes, long seed) {
        RandomState random = new RandomState(seed);
        float[] features = new float[rows * columns];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = (int) (random.nextDouble() * classes);
            for (int j = 0; j < columns; j++) {
                double centre = j % classes == labels[row] ? 2 : 0;
                features[row * columns + j] = (float) (centre + random.nextGaussian());
            }
        }
        return new MiniBatch(rows, columns, features, labels);
    }

    public static MiniBatch[] stream(int batches, int rows, int columns, int classes, long seed) {
        return IntStream.range(0, batches)
                .mapToObj(i -> clouds(rows, columns, classes, seed + i * 7919L))
                .toArray(MiniBatch[]::new);
    }
}
