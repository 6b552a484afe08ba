package org.millrace.benchmarks;

import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.KafkaKeys;
import org.millrace.jobs.config.keys.TrainingKeys;
import org.millrace.jobs.flink.FlinkJob;
import org.millrace.operators.source.ReplaySource;
import org.millrace.operators.state.Types;

/**
 * Reads the examples as the pipeline does, and forgets them.
 *
 * @param readers parallelism, at most the number of partitions
 */
record SourceAlone(JobConfig config, int readers) implements FlinkJob {

    /** Its name in Flink, the same as in {@link org.millrace.jobs.train.TrainTopology}. */
    static final String SOURCE = "Examples";

    @Override
    public String name() {
        return "Millrace: source alone";
    }

    @Override
    public void addTo(StreamExecutionEnvironment environment) {
        ReplaySource source = new ReplaySource(
                config.get(KafkaKeys.EXAMPLES_TOPIC),
                Optional.empty(),
                config.get(TrainingKeys.PASSES),
                config.kafkaProperties());
        environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), SOURCE, Types.SOURCE_ELEMENT)
                .setParallelism(readers)
                .sinkTo(new DiscardingSink<>())
                .setParallelism(readers);
    }
}
