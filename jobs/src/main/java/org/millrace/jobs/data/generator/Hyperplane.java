package org.millrace.jobs.data.generator;

import java.util.List;
import java.util.Random;

/**
 * Rotating hyperplane: G. Hulten, L. Spencer and P. Domingos, "Mining Time-Changing Data Streams", KDD 2001.
 *
 * <p>d numbers, uniform in [0, 1). The class is {@code positive} where Σ w_i x_i ≥ ½ Σ w_i, so that both are as likely. After each
 * example the weights of the drifting features change by the speed, each in a direction of its own that turns around with a
 * probability of 10%. Concepts begin with other weights, uniform in [0, 1). Noise changes the class of a share of the examples,
 * 5% in the paper.
 */
final class Hyperplane implements Generator {

    static final String NAME = "hyperplane";

    private static final int MOST_FEATURES = 10_000;
    private static final int CONCEPTS = 10;
    private static final double TURN = 0.1;

    private final long seed;
    private final double noise;
    private final double speed;
    private final int features;
    private final int drifting;

    Hyperplane(Settings settings) {
        this.seed = settings.seed();
        this.noise = settings.get(Parameter.NOISE);
        this.speed = settings.get(Parameter.SPEED);
        this.features = settings.count(Parameter.FEATURES, 2, MOST_FEATURES);
        this.drifting = settings.count(Parameter.DRIFTING, 0, features);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Field> fields() {
        return Field.numbers(features);
    }

    @Override
    public List<String> classes() {
        return List.of("negative", "positive");
    }

    @Override
    public int concepts() {
        return CONCEPTS;
    }

    @Override
    public Rotation concept(int number) {
        return new Rotation(Draws.sequence(seed, number));
    }

    /** One hyperplane, on its way. */
    final class Rotation implements Concept {

        private final Random random;
        private final double[] weights = new double[features];
        private final int[] directions = new int[drifting];

        private Rotation(Random random) {
            this.random = random;
            for (int i = 0; i < features; i++) {
                weights[i] = random.nextDouble();
            }
            for (int i = 0; i < drifting; i++) {
                directions[i] = random.nextBoolean() ? 1 : -1;
            }
        }

        double[] weights() {
            return weights.clone();
        }

        @Override
        public Row next() {
            float[] x = new float[features];
            for (int i = 0; i < features; i++) {
                x[i] = Draws.uniform(random, 0, 1);
            }
            Row row = new Row(x, Draws.noisy(label(weights, x), 2, noise, random));
            rotate();
            return row;
        }

        private void rotate() {
            for (int i = 0; i < drifting; i++) {
                weights[i] += directions[i] * speed;
                if (random.nextDouble() < TURN) {
                    directions[i] = -directions[i];
                }
            }
        }
    }

    static int label(double[] weights, float[] x) {
        double side = 0;
        for (int i = 0; i < x.length; i++) {
            side += weights[i] * (x[i] - 0.5);
        }
        return side >= 0 ? 1 : 0;
    }
}
