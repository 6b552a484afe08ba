package org.millrace.jobs.data.generator;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Random radial basis functions with moving centroids: A. Bifet, G. Holmes, B. Pfahringer, R. Kirkby and R. Gavaldà, "New
 * Ensemble Methods for Evolving Data Streams", KDD 2009.
 *
 * <p>Fifty centroids in [0, 1)^d, each with a class, a weight and a standard deviation, all uniform. An example lies around a
 * centroid that is drawn by weight: in a random direction, at a distance that is normal with that deviation. After each example
 * every centroid moves by the speed in a direction of its own, and is thrown back at the borders. Concepts have other centroids.
 */
final class RandomRbf implements Generator {

    static final String NAME = "rbf";

    private static final int CENTROIDS = 50;
    private static final int CLASSES = 5;
    private static final int CONCEPTS = 10;
    private static final int MOST_FEATURES = 10_000;

    private final long seed;
    private final double noise;
    private final double speed;
    private final int features;

    RandomRbf(Settings settings) {
        this.seed = settings.seed();
        this.noise = settings.get(Parameter.NOISE);
        this.speed = settings.get(Parameter.SPEED);
        this.features = settings.count(Parameter.FEATURES, 1, MOST_FEATURES);
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
        return IntStream.rangeClosed(1, CLASSES).mapToObj(i -> "class" + i).toList();
    }

    @Override
    public int concepts() {
        return CONCEPTS;
    }

    @Override
    public Clusters concept(int number) {
        return new Clusters(Draws.sequence(seed, number));
    }

    /** @param direction of unit length */
    private record Centroid(double[] centre, double[] direction, int label, double deviation, double weight) {}

    /** The centroids of one concept, on their way. */
    final class Clusters implements Concept {

        private final Random random;
        private final List<Centroid> centroids;
        private final double weight;

        private Clusters(Random random) {
            this.random = random;
            this.centroids = IntStream.range(0, CENTROIDS)
                    .mapToObj(i -> new Centroid(
                            centre(), direction(), random.nextInt(CLASSES), random.nextDouble(), random.nextDouble()))
                    .toList();
            this.weight = centroids.stream().mapToDouble(Centroid::weight).sum();
        }

        double[] centre(int centroid) {
            return centroids.get(centroid).centre().clone();
        }

        @Override
        public Row next() {
            Centroid centroid = drawn();
            double[] direction = direction();
            double distance = random.nextGaussian() * centroid.deviation();
            float[] x = new float[features];
            for (int i = 0; i < features; i++) {
                x[i] = (float) (centroid.centre()[i] + distance * direction[i]);
            }
            Row row = new Row(x, Draws.noisy(centroid.label(), CLASSES, noise, random));
            centroids.forEach(this::move);
            return row;
        }

        private Centroid drawn() {
            double left = random.nextDouble() * weight;
            for (Centroid centroid : centroids) {
                left -= centroid.weight();
                if (left < 0) {
                    return centroid;
                }
            }
            return centroids.get(CENTROIDS - 1);
        }

        private double[] centre() {
            double[] centre = new double[features];
            Arrays.setAll(centre, i -> random.nextDouble());
            return centre;
        }

        private double[] direction() {
            double[] direction = new double[features];
            Arrays.setAll(direction, i -> 2 * random.nextDouble() - 1);
            double length = Math.sqrt(IntStream.range(0, features)
                    .mapToDouble(i -> direction[i] * direction[i])
                    .sum());
            for (int i = 0; i < features; i++) {
                direction[i] /= length;
            }
            return direction;
        }

        private void move(Centroid centroid) {
            for (int i = 0; i < features; i++) {
                double moved = centroid.centre()[i] + speed * centroid.direction()[i];
                if (moved < 0 || moved > 1) {
                    moved = moved < 0 ? -moved : 2 - moved;
                    centroid.direction()[i] = -centroid.direction()[i];
                }
                centroid.centre()[i] = moved;
            }
        }
    }
}
