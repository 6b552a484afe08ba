package org.millrace.jobs.train;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;
import org.millrace.operators.holdout.CountDeadLetters;
import org.millrace.operators.holdout.HoldOut;
import org.millrace.operators.holdout.PartitionKey;
import org.millrace.operators.record.DeadLetter;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.SourceElement;
import org.millrace.operators.record.TrainElement;
import org.millrace.operators.source.EventTimes;
import org.millrace.operators.state.Types;
import org.millrace.operators.train.Train;

/**
 * The training pipeline from its source to its sinks, the same in the quickstart, in the tests and on a cluster:
 *
 * <pre>
 * examples ─► HoldOut (by partition) ─► Train (by model) ─► evaluations
 *                └─► dead letters
 * </pre>
 *
 * Where each stage has one task, all of it is one chain, in which nothing is serialized.
 */
public final class TrainTopology {

    private static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters", Types.DEAD_LETTER);
    private static final int MAX_PARALLELISM = 1024;

    /** The name under which savepoints hold the counts of dead letters; it never changes. */
    private static final String COUNT_DEAD_LETTERS = "parse-examples";

    private TrainTopology() {}

    /**
     * Adds the pipeline to {@code environment}.
     *
     * @param partitions how many partitions the examples have: a reader without any would hold up the event time
     */
    public static void build(
            StreamExecutionEnvironment environment,
            TrainPlan plan,
            int partitions,
            Source<SourceElement, ?, ?> examples,
            Sink<EvaluationRecord> evaluations,
            Sink<DeadLetter> deadLetters) {
        String model = plan.model();
        SingleOutputStreamOperator<TrainElement> batches =
                batches(environment, plan, partitions, examples, deadLetters);
        keyed(batches, batch -> model)
                .process(new Train(plan.train()), Types.EVALUATION)
                .name("Train")
                .uid("train")
                .setParallelism(1)
                .sinkTo(evaluations)
                .name("Evaluations")
                .uid("evaluations")
                .setParallelism(1);
    }

    /** Adds the pipeline up to the batches that the training sees. */
    public static SingleOutputStreamOperator<TrainElement> batches(
            StreamExecutionEnvironment environment,
            TrainPlan plan,
            int partitions,
            Source<SourceElement, ?, ?> examples,
            Sink<DeadLetter> deadLetters) {
        environment.setMaxParallelism(MAX_PARALLELISM);
        int readers = Math.min(environment.getParallelism(), partitions);

        SingleOutputStreamOperator<SourceElement> records = environment
                .fromSource(examples, watermarks(plan), "Examples", Types.SOURCE_ELEMENT)
                .uid("examples")
                .setParallelism(readers);

        SingleOutputStreamOperator<TrainElement> batches = keyed(records, new PartitionKey())
                .process(
                        new HoldOut(plan.splitPolicy(), plan.batches(), plan.schema(), plan.formats(), DEAD_LETTERS),
                        Types.TRAIN_ELEMENT)
                .name("HoldOut")
                .uid("hold-out")
                .setParallelism(readers);

        batches.getSideOutput(DEAD_LETTERS)
                .process(new CountDeadLetters(plan.tolerance()), Types.DEAD_LETTER)
                .name("CountDeadLetters")
                .uid(COUNT_DEAD_LETTERS)
                .setParallelism(readers)
                .sinkTo(deadLetters)
                .name("Dead letters")
                .uid("dead-letters")
                .setParallelism(readers);
        return batches;
    }

    /**
     * A stream by key. What comes from one task goes to one task, where every key belongs already: the two are chained. State,
     * its keys and uids are the same either way, so that a savepoint goes on from one task to four and back.
     */
    private static <T> KeyedStream<T, String> keyed(SingleOutputStreamOperator<T> stream, KeySelector<T, String> key) {
        return stream.getParallelism() == 1
                ? DataStreamUtils.reinterpretAsKeyedStream(stream, key, BasicTypeInfo.STRING_TYPE_INFO)
                : stream.keyBy(key, BasicTypeInfo.STRING_TYPE_INFO);
    }

    private static WatermarkStrategy<SourceElement> watermarks(TrainPlan plan) {
        return switch (plan.train().order()) {
            case ARRIVAL -> EventTimes.withoutWatermarks();
            case EVENT_TIME -> EventTimes.withWatermarks(plan.idleTimeout());
        };
    }
}
