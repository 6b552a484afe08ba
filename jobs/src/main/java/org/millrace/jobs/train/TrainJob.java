package org.millrace.jobs.train;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.Keys;
import picocli.CommandLine;

/**
 * The training job for {@code flink run}: reads its configuration, ties {@link TrainTopology} to the topics that it
 * names, and runs in the environment that Flink provides.
 */
public final class TrainJob {

    private TrainJob() {}

    /** @param arguments the configuration options that {@code millrace train} takes */
    public static void main(String[] arguments) throws Exception {
        ConfigOptions options = CommandLine.populateCommand(new ConfigOptions(), arguments);
        JobConfig config = options.load();
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(FlinkSettings.ofJob(config));
        addTo(environment, config);
        environment.execute(name(config));
    }

    /**
     * Adds the job between the topics that {@code config} names to {@code environment}.
     *
     * @throws ConfigException if the configuration asks for what cannot be
     */
    public static void addTo(StreamExecutionEnvironment environment, JobConfig config) {
        KafkaEndpoints kafka = new KafkaEndpoints(config);
        TrainTopology.build(
                environment, TrainPlan.of(config), kafka.examples(), kafka.evaluations(), kafka.deadLetters());
    }

    /** The name of the job as Flink shows it. */
    public static String name(JobConfig config) {
        return "Millrace: train " + config.get(Keys.MODEL_NAME);
    }
}
