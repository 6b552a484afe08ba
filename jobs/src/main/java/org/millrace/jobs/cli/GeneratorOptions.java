package org.millrace.jobs.cli;

import java.util.EnumMap;
import java.util.Map;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.data.GeneratedDataset;
import org.millrace.jobs.data.generator.DriftSchedule;
import org.millrace.jobs.data.generator.Generator;
import org.millrace.jobs.data.generator.Generators;
import org.millrace.jobs.data.generator.Parameter;
import picocli.CommandLine.Option;

/** The options of a generator. */
final class GeneratorOptions {

    @Option(
            names = "--concept",
            paramLabel = "N",
            description = "The concept that a generator begins with, from 1: 4 of sea, 3 of stagger, 10 of agrawal (its"
                    + " functions), 4 of sine (SINE1, reversed, SINE2, reversed), 10 of the others (default: 1).")
    private Integer concept;

    @Option(
            names = "--noise",
            paramLabel = "SHARE",
            description =
                    "Share of wrong labels (default: sea 0.1, hyperplane 0.05, else 0); of inverted segments (led,"
                            + " default: 0.1); the perturbation of agrawal (default: 0.05).")
    private Double noise;

    @Option(
            names = "--speed",
            paramLabel = "STEP",
            description =
                    "How far with each example the weights of hyperplane move (default: 0.001), or the centroids of"
                            + " rbf (default: 0.0001).")
    private Double speed;

    @Option(
            names = "--features",
            paramLabel = "N",
            description =
                    "Number of features of hyperplane and rbf (default: 10), or of sine, where the third and fourth are"
                            + " irrelevant (default: 2).")
    private Integer features;

    @Option(
            names = "--drifting",
            paramLabel = "N",
            description =
                    "Number of features whose weights move (hyperplane, default: 2), or that change places with a drift"
                            + " (led, default: 7).")
    private Integer drifting;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description =
                    "The same seed gives the same examples, drifts and broken records (default: ${DEFAULT-VALUE}).")
    private long seed;

    long seed() {
        return seed;
    }

    /** @throws ConfigException if anything but the seed was given: there is no generator */
    void requireNone() {
        if (concept != null || !parameters().isEmpty()) {
            throw new ConfigException(
                    "--concept, --noise, --speed, --features and --drifting go with --generator NAME");
        }
    }

    /** @throws ConfigException if there is no such generator, or it has none of these options */
    GeneratedDataset dataset(String name, DriftSchedule schedule) {
        Generator generator = Generators.named(name, seed, parameters());
        int first = concept == null ? 1 : concept;
        if (first < 1 || first > generator.concepts()) {
            throw new ConfigException("--concept of " + name + " must be in 1.." + generator.concepts() + ": " + first);
        }
        return new GeneratedDataset(generator, schedule, first - 1, seed);
    }

    private Map<Parameter, Double> parameters() {
        Map<Parameter, Double> given = new EnumMap<>(Parameter.class);
        put(Parameter.NOISE, noise, given);
        put(Parameter.SPEED, speed, given);
        put(Parameter.FEATURES, features, given);
        put(Parameter.DRIFTING, drifting, given);
        return given;
    }

    private static void put(Parameter parameter, Number value, Map<Parameter, Double> into) {
        if (value != null) {
            into.put(parameter, value.doubleValue());
        }
    }
}
