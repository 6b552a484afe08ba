package org.millrace.model;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * What to train and how. Everything here may change between two runs of the same state, except what gives the state its
 * shape: the architecture, the kind of optimizer and whether features are standardised.
 *
 * @param architecture the shape of the network
 * @param initialization how weights start
 * @param optimizer how gradients become changes
 * @param learningRate the size of a step, in (0, 10]
 * @param clipNorm the greatest norm a gradient may have; a longer one is scaled down to it; 0 is no clipping
 * @param standardize whether features are brought to mean 0 and variance 1 by the running moments of what was learned
 * @param seed where all randomness starts
 */
public record LearnerSettings(
        Architecture architecture,
        Initialization initialization,
        Optimizer optimizer,
        double learningRate,
        double clipNorm,
        boolean standardize,
        long seed)
        implements Serializable {

    public static final double DEFAULT_LEARNING_RATE = 0.05;
    public static final double DEFAULT_CLIP_NORM = 0;
    public static final boolean DEFAULT_STANDARDIZE = true;
    public static final long DEFAULT_SEED = 1;

    private static final double GREATEST_LEARNING_RATE = 10;

    public LearnerSettings {
        requireNonNull(architecture, "architecture");
        requireNonNull(initialization, "initialization");
        requireNonNull(optimizer, "optimizer");
        Require.that(
                learningRate > 0 && learningRate <= GREATEST_LEARNING_RATE,
                "learning rate must be in (0, 10]",
                learningRate);
        Require.notNegative(clipNorm, "clip norm");
    }

    /** The defaults for an architecture: He initialisation, plain SGD, standardised features. */
    public static LearnerSettings of(Architecture architecture) {
        return new LearnerSettings(
                architecture,
                Initialization.HE,
                new Sgd(),
                DEFAULT_LEARNING_RATE,
                DEFAULT_CLIP_NORM,
                DEFAULT_STANDARDIZE,
                DEFAULT_SEED);
    }

    public LearnerSettings withInitialization(Initialization other) {
        return new LearnerSettings(architecture, other, optimizer, learningRate, clipNorm, standardize, seed);
    }

    public LearnerSettings withOptimizer(Optimizer other) {
        return new LearnerSettings(architecture, initialization, other, learningRate, clipNorm, standardize, seed);
    }

    public LearnerSettings withLearningRate(double other) {
        return new LearnerSettings(architecture, initialization, optimizer, other, clipNorm, standardize, seed);
    }

    public LearnerSettings withClipNorm(double other) {
        return new LearnerSettings(architecture, initialization, optimizer, learningRate, other, standardize, seed);
    }

    public LearnerSettings withStandardize(boolean other) {
        return new LearnerSettings(architecture, initialization, optimizer, learningRate, clipNorm, other, seed);
    }

    public LearnerSettings withSeed(long other) {
        return new LearnerSettings(architecture, initialization, optimizer, learningRate, clipNorm, standardize, other);
    }
}
