package org.millrace.jobs.data.generator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * LED: L. Breiman, J. H. Friedman, R. A. Olshen and C. J. Stone, "Classification and Regression Trees", 1984, section 2.6.1.
 *
 * <p>The digit on a display of seven segments, each of which is inverted with a probability, 10% in the book: the best
 * classifier is right 74% of the time. Seventeen more lights are on or off at random.
 *
 * <p>A drift changes places: in the first concept the segments come first; in each of the others some of them, seven if not said
 * otherwise, have changed places with irrelevant lights, as in the drifting variant of MOA.
 */
final class Led implements Generator {

    static final String NAME = "led";
    static final int SEGMENTS = 7;

    private static final int LIGHTS = SEGMENTS + 17;
    private static final int CONCEPTS = 10;

    /** Which segments are on: the upper one, the upper left and right, the middle one, the lower left and right, the lowest. */
    private static final String[] DIGITS = {
        "1110111", "0010010", "1011101", "1011011", "0111010", "1101011", "1101111", "1010010", "1111111", "1111011"
    };

    private final long seed;
    private final double noise;
    private final int drifting;

    Led(Settings settings) {
        this.seed = settings.seed();
        this.noise = settings.get(Parameter.NOISE);
        this.drifting = settings.count(Parameter.DRIFTING, 1, SEGMENTS);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Field> fields() {
        return IntStream.rangeClosed(1, LIGHTS)
                .mapToObj(i -> Field.flag("light" + i))
                .toList();
    }

    @Override
    public List<String> classes() {
        return IntStream.range(0, DIGITS.length).mapToObj(String::valueOf).toList();
    }

    @Override
    public int concepts() {
        return CONCEPTS;
    }

    @Override
    public Concept concept(int number) {
        Random random = Draws.sequence(seed, number);
        int[] places = places(number);
        return () -> {
            int digit = random.nextInt(DIGITS.length);
            float[] lights = new float[LIGHTS];
            for (int i = 0; i < LIGHTS; i++) {
                boolean on = i < SEGMENTS ? isOn(digit, i) != (random.nextDouble() < noise) : random.nextBoolean();
                lights[places[i]] = on ? 1 : 0;
            }
            return new Row(lights, digit);
        };
    }

    static boolean isOn(int digit, int segment) {
        return DIGITS[digit].charAt(segment) == '1';
    }

    /** Where each light stands in a row of the concept. */
    int[] places(int concept) {
        int[] places = IntStream.range(0, LIGHTS).toArray();
        if (concept > 0) {
            // The lights of a sequence are drawn from its own numbers, and these are no part of them.
            Random random = Draws.sequence(~seed, concept);
            List<Integer> segments = shuffled(0, SEGMENTS, random);
            List<Integer> others = shuffled(SEGMENTS, LIGHTS, random);
            for (int i = 0; i < drifting; i++) {
                places[segments.get(i)] = others.get(i);
                places[others.get(i)] = segments.get(i);
            }
        }
        return places;
    }

    private static List<Integer> shuffled(int from, int to, Random random) {
        List<Integer> numbers =
                new ArrayList<>(IntStream.range(from, to).boxed().toList());
        Collections.shuffle(numbers, random);
        return numbers;
    }
}
