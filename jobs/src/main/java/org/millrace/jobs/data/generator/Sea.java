package org.millrace.jobs.data.generator;

import java.util.List;
import java.util.Random;

/**
 * SEA: W. N. Street and Y. Kim, "A Streaming Ensemble Algorithm (SEA) for Large-Scale Classification", KDD 2001.
 *
 * <p>Three numbers, uniform in [0, 10), of which the third is irrelevant. The class is {@code below} where x1 + x2 ≤ θ and
 * {@code above} elsewhere; θ is 8, 9, 7 and 9.5 in the four concepts. Noise changes the class of a share of the examples, 10% in
 * the paper.
 */
final class Sea implements Generator {

    static final String NAME = "sea";

    private static final double[] THRESHOLDS = {8, 9, 7, 9.5};
    private static final int RANGE = 10;

    private final long seed;
    private final double noise;

    Sea(Settings settings) {
        this.seed = settings.seed();
        this.noise = settings.get(Parameter.NOISE);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Field> fields() {
        return Field.numbers(3);
    }

    @Override
    public List<String> classes() {
        return List.of("below", "above");
    }

    @Override
    public int concepts() {
        return THRESHOLDS.length;
    }

    @Override
    public Concept concept(int number) {
        Random random = Draws.sequence(seed, number);
        return () -> {
            float[] x = {
                Draws.uniform(random, 0, RANGE), Draws.uniform(random, 0, RANGE), Draws.uniform(random, 0, RANGE)
            };
            return new Row(x, Draws.noisy(label(number, x), 2, noise, random));
        };
    }

    static int label(int concept, float[] x) {
        return (double) x[0] + x[1] <= THRESHOLDS[concept] ? 0 : 1;
    }
}
