package org.millrace.jobs.data.generator;

import java.util.Random;

/** What generators and drifts draw. {@link Random} is specified to the bit, so the same seed gives the same rows everywhere. */
public final class Draws {

    /** The golden ratio as a fraction of 2^64, whose multiples are far apart. */
    private static final long FAR_APART = 0x9E3779B97F4A7C15L;

    private Draws() {}

    /** The random numbers of one of several independent sequences of a seed. */
    public static Random sequence(long seed, long number) {
        return new Random(seed ^ number * FAR_APART);
    }

    /** A number from {@code least} up to and without {@code greatest}, as it is written into a row. */
    static float uniform(Random random, double least, double greatest) {
        return (float) (least + (greatest - least) * random.nextDouble());
    }

    /** The label, or with probability {@code noise} another of the classes, each as likely. */
    static int noisy(int label, int classes, double noise, Random random) {
        if (random.nextDouble() >= noise) {
            return label;
        }
        return (label + 1 + random.nextInt(classes - 1)) % classes;
    }
}
