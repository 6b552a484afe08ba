package org.millrace.jobs.cli;

import java.util.Optional;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.train.TrainPlan;
import picocli.CommandLine.Option;

/** The option that {@code millrace train} and {@code flink run} have in common, besides the configuration. */
final class LearnerOptions {

    @Option(
            names = "--reset-learner",
            description = "With a savepoint: keeps the reading position, but starts with a new learner. Needed when the"
                    + " network, the optimizer or the scaling has changed.")
    private boolean resetLearner;

    /**
     * A name for this wish, the same whenever the job is set up from the same savepoint; empty without one.
     *
     * @throws ConfigException if there is no savepoint to go on from
     */
    public String reset(Optional<String> savepoint) {
        if (!resetLearner) {
            return TrainPlan.KEEP_LEARNER;
        }
        return savepoint.orElseThrow(() ->
                new ConfigException("--reset-learner needs a savepoint to go on from; without one the learner is new"));
    }
}
