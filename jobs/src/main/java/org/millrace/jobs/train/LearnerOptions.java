package org.millrace.jobs.train;

import java.util.UUID;
import picocli.CommandLine.Option;

/** The option that {@code millrace train} and {@code flink run} have in common, besides the configuration. */
public final class LearnerOptions {

    @Option(
            names = "--reset-learner",
            description = "With a savepoint: what was read stays read, but a new learner takes over. Needed when the"
                    + " network, the optimizer or the scaling is another.")
    private boolean resetLearner;

    /** A name for this wish, which no other has; empty without one. */
    public String reset() {
        return resetLearner ? UUID.randomUUID().toString() : TrainPlan.KEEP_LEARNER;
    }
}
