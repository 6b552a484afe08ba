package org.millrace.jobs.data.generator;

/** What can be set of a generator, if it has it. */
public enum Parameter {
    /** Share of labels that are wrong; of segments, for LED; the perturbation of Agrawal. */
    NOISE("--noise", 0, 1),
    /** How far weights or centroids move with each example. */
    SPEED("--speed", 0, 1),
    /** How many features an example has. */
    FEATURES("--features", 1, 10_000),
    /** How many features take part in a drift. */
    DRIFTING("--drifting", 0, 10_000);

    private final String option;
    private final double least;
    private final double greatest;

    Parameter(String option, double least, double greatest) {
        this.option = option;
        this.least = least;
        this.greatest = greatest;
    }

    String option() {
        return option;
    }

    boolean allows(double value) {
        return value >= least && value <= greatest;
    }

    String range() {
        return "[" + (long) least + ", " + (long) greatest + "]";
    }
}
