package org.millrace.jobs.cli;

import java.util.Optional;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.flink.ClusterFlink;
import org.millrace.jobs.flink.Failures;
import org.millrace.jobs.flink.FlinkConfiguration;
import org.millrace.jobs.flink.FlinkJob;
import org.millrace.jobs.flink.RunningJobs;
import org.millrace.jobs.train.TrainPipeline;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** Entry point of the training job for {@code flink run}: reads its configuration and runs where Flink says. */
public final class TrainJob {

    private TrainJob() {}

    private static final class Arguments {

        @Mixin
        private ConfigOptions config;

        @Mixin
        private LearnerOptions learner;
    }

    /**
     * @param arguments the configuration options that {@code millrace train} takes
     * @throws ProgramParametrizationException about what {@code millrace train} says in one line: the one exception of which
     *     {@code flink run} prints the message alone
     */
    public static void main(String[] arguments) throws Exception {
        try {
            run(arguments);
        } catch (ConfigException | ParameterException e) {
            throw oneLine(Failures.firstLine(e), e);
        }
    }

    private static void run(String[] arguments) throws Exception {
        Arguments options = CommandLine.populateCommand(new Arguments(), arguments);
        JobConfig config = options.config.load();
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(FlinkConfiguration.ofJob(config));
        ReadableConfig flink = environment.getConfiguration();
        // Where flink run was given one, it is in the environment's configuration.
        Optional<String> savepoint = flink.getOptional(StateRecoveryOptions.SAVEPOINT_PATH);
        FlinkJob job = new TrainPipeline(config, options.learner.reset(savepoint));
        job.addTo(environment);
        try {
            RunningJobs.requireNone(
                    Configuration.fromMap(environment.getConfiguration().toMap()), job.name());
            environment.execute(job.name());
        } catch (ConfigException e) {
            throw e;
        } catch (Exception e) {
            String address = flink.get(RestOptions.ADDRESS) + ":" + flink.get(RestOptions.PORT);
            throw ClusterFlink.unreachable(e, address, "flink run --jobmanager HOST:PORT")
                    .orElseGet(() -> oneLine(Failures.reason(e) + details(), e));
        }
    }

    /** Flink's scripts name the log of its command line in a property. */
    private static String details() {
        String log = System.getProperty("log.file");
        return log == null ? "" : "; details are in " + log;
    }

    private static ProgramParametrizationException oneLine(String message, Exception cause) {
        ProgramParametrizationException exception = new ProgramParametrizationException("millrace: " + message);
        exception.initCause(cause);
        return exception;
    }
}
