package org.millrace.jobs.cli;

import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.flink.FlinkConfiguration;
import org.millrace.jobs.flink.FlinkJob;
import org.millrace.jobs.flink.RunningJobs;
import org.millrace.jobs.train.TrainPipeline;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Entry point of the training job for {@code flink run}: reads its configuration and runs where Flink says. */
public final class TrainJob {

    private TrainJob() {}

    private static final class Arguments {

        @Mixin
        private ConfigOptions config;

        @Mixin
        private LearnerOptions learner;
    }

    /** @param arguments the configuration options that {@code millrace train} takes */
    public static void main(String[] arguments) throws Exception {
        Arguments options = CommandLine.populateCommand(new Arguments(), arguments);
        JobConfig config = options.config.load();
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(FlinkConfiguration.ofJob(config));
        // Where flink run was given one, it is in the environment's configuration.
        Optional<String> savepoint = environment.getConfiguration().getOptional(StateRecoveryOptions.SAVEPOINT_PATH);
        FlinkJob job = new TrainPipeline(config, options.learner.reset(savepoint));
        RunningJobs.requireNone(
                Configuration.fromMap(environment.getConfiguration().toMap()), job.name());
        job.addTo(environment);
        environment.execute(job.name());
    }
}
