package org.millrace.jobs.train;

import java.util.Optional;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.Keys;
import org.millrace.jobs.topics.Topics;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/**
 * The training job for {@code flink run}: reads its configuration, ties {@link TrainTopology} to the topics that it
 * names, and runs in the environment that Flink provides.
 */
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
        Topics.requireReadable(config);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(FlinkSettings.ofJob(config));
        // Where flink run was given one, it is in the environment's configuration.
        Optional<String> savepoint = environment.getConfiguration().getOptional(StateRecoveryOptions.SAVEPOINT_PATH);
        addTo(environment, config, options.learner.reset(savepoint));
        environment.execute(name(config));
    }

    /**
     * Adds the job between the topics that {@code config} names to {@code environment}.
     *
     * @param reset see {@link org.millrace.operators.TrainSettings#reset}
     * @throws ConfigException if the configuration asks for what cannot be
     */
    public static void addTo(StreamExecutionEnvironment environment, JobConfig config, String reset)
            throws InterruptedException {
        KafkaEndpoints kafka = new KafkaEndpoints(config);
        TrainTopology.build(
                environment,
                TrainPlan.of(config, reset),
                Topics.partitions(config),
                kafka.examples(),
                kafka.evaluations(),
                kafka.deadLetters());
    }

    /** The name of the job as Flink shows it. */
    public static String name(JobConfig config) {
        return "Millrace: train " + config.get(Keys.MODEL_NAME);
    }
}
