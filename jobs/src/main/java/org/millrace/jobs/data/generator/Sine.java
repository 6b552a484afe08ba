package org.millrace.jobs.data.generator;

import java.util.List;
import java.util.Random;

/**
 * Sine: J. Gama, P. Medas, G. Castillo and P. Rodrigues, "Learning with Drift Detection", SBIA 2004.
 *
 * <p>Two numbers x1 and x2, uniform in [0, 1). The four concepts:
 *
 * <ol>
 *   <li>SINE1: positive where x2 &lt; sin(x1)
 *   <li>SINE1 reversed
 *   <li>SINE2: positive where x2 &lt; 0.5 + 0.3 sin(3πx1)
 *   <li>SINE2 reversed
 * </ol>
 *
 * With four features the last two are irrelevant: SINIRREL1 and SINIRREL2. There is no noise in the paper.
 */
final class Sine implements Generator {

    static final String NAME = "sine";

    private static final int LEAST_FEATURES = 2;
    private static final int MOST_FEATURES = 4;
    private static final int CONCEPTS = 4;

    private final long seed;
    private final double noise;
    private final int features;

    Sine(Settings settings) {
        this.seed = settings.seed();
        this.noise = settings.get(Parameter.NOISE);
        this.features = settings.count(Parameter.FEATURES, LEAST_FEATURES, MOST_FEATURES);
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
    public Concept concept(int number) {
        Random random = Draws.sequence(seed, number);
        return () -> {
            float[] x = new float[features];
            for (int i = 0; i < features; i++) {
                x[i] = Draws.uniform(random, 0, 1);
            }
            return new Row(x, Draws.noisy(isPositive(number, x) ? 1 : 0, 2, noise, random));
        };
    }

    static boolean isPositive(int concept, float[] x) {
        boolean first = concept < 2;
        boolean below = x[1] < (first ? StrictMath.sin(x[0]) : 0.5 + 0.3 * StrictMath.sin(3 * Math.PI * x[0]));
        boolean reversed = concept % 2 == 1;
        return below != reversed;
    }
}
