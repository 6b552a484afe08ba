package org.millrace.jobs.data.generator;

import java.util.List;
import java.util.Random;

/**
 * STAGGER: J. C. Schlimmer and R. H. Granger, "Incremental Learning from Noisy Data", Machine Learning 1(3), 1986.
 *
 * <p>A size, a colour and a shape, each of three, all equally likely. The three concepts:
 *
 * <ol>
 *   <li>size = small and colour = red
 *   <li>colour = green or shape = circle
 *   <li>size = medium or size = large
 * </ol>
 */
final class Stagger implements Generator {

    static final String NAME = "stagger";

    private static final List<String> SIZES = List.of("small", "medium", "large");
    private static final List<String> COLORS = List.of("red", "blue", "green");
    private static final List<String> SHAPES = List.of("circle", "square", "triangle");

    private final long seed;
    private final double noise;

    Stagger(Settings settings) {
        this.seed = settings.seed();
        this.noise = settings.get(Parameter.NOISE);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Field> fields() {
        return List.of(Field.category("size", SIZES), Field.category("color", COLORS), Field.category("shape", SHAPES));
    }

    @Override
    public List<String> classes() {
        return List.of("false", "true");
    }

    @Override
    public int concepts() {
        return 3;
    }

    @Override
    public Concept concept(int number) {
        Random random = Draws.sequence(seed, number);
        return () -> {
            float[] values = {random.nextInt(SIZES.size()), random.nextInt(COLORS.size()), random.nextInt(SHAPES.size())
            };
            int label = isMember(number, values) ? 1 : 0;
            return new Row(values, Draws.noisy(label, 2, noise, random));
        };
    }

    static boolean isMember(int concept, float[] values) {
        String size = SIZES.get((int) values[0]);
        String color = COLORS.get((int) values[1]);
        String shape = SHAPES.get((int) values[2]);
        return switch (concept) {
            case 0 -> size.equals("small") && color.equals("red");
            case 1 -> color.equals("green") || shape.equals("circle");
            case 2 -> size.equals("medium") || size.equals("large");
            default -> throw new IllegalArgumentException("concept must be in 0..2: " + concept);
        };
    }
}
