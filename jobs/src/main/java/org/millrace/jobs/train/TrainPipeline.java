package org.millrace.jobs.train;

import static java.util.Objects.requireNonNull;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.ModelKeys;
import org.millrace.jobs.flink.FlinkJob;
import org.millrace.jobs.kafka.Access;
import org.millrace.jobs.schema.AutoFeatures;
import org.millrace.jobs.watch.Console;

/**
 * The training job: {@link TrainTopology} between the topics that a configuration names.
 *
 * @param reset see {@link org.millrace.operators.train.Run#reset}
 */
public record TrainPipeline(JobConfig config, String reset) implements FlinkJob {

    public TrainPipeline {
        requireNonNull(config, "config");
        requireNonNull(reset, "reset");
    }

    @Override
    public String name() {
        return "Millrace: train " + config.get(ModelKeys.NAME);
    }

    @Override
    public void addTo(StreamExecutionEnvironment environment) throws InterruptedException {
        int partitions = Access.requireForTraining(config);
        JobConfig listed = AutoFeatures.resolve(config, Console.ofProcess()::print);
        KafkaEndpoints kafka = new KafkaEndpoints(listed);
        TrainTopology.build(
                environment,
                TrainPlan.of(listed, reset),
                partitions,
                kafka.examples(),
                kafka.evaluations(),
                kafka.deadLetters());
    }
}
