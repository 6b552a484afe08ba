package org.millrace.jobs.train;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;
import org.millrace.operators.holdout.HoldOut;
import org.millrace.operators.holdout.ParseExamples;
import org.millrace.operators.record.DeadLetter;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.ParsedElement;
import org.millrace.operators.record.SourceElement;
import org.millrace.operators.record.TrainElement;
import org.millrace.operators.source.EventTimes;
import org.millrace.operators.state.Types;
import org.millrace.operators.train.Train;

/**
 * The training pipeline from its source to its sinks, the same in the quickstart, in the tests and on a cluster:
 *
 * <pre>
 * examples ─► ParseExamples ─► HoldOut (by partition) ─► Train (by model) ─► evaluations
 *                  └─► dead letters
 * </pre>
 */
public final class TrainTopology {

    private static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters", Types.DEAD_LETTER);
    private static final int MAX_PARALLELISM = 1024;

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
        batches(environment, plan, partitions, examples, deadLetters)
                .keyBy(batch -> model, BasicTypeInfo.STRING_TYPE_INFO)
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

        // Parsing has the parallelism of the source: between the two no partition may get out of order.
        SingleOutputStreamOperator<ParsedElement> parsed = environment
                .fromSource(examples, watermarks(plan), "Examples", Types.SOURCE_ELEMENT)
                .uid("examples")
                .setParallelism(readers)
                .process(new ParseExamples(plan.schema(), plan.splitPolicy(), DEAD_LETTERS), Types.PARSED_ELEMENT)
                .name("ParseExamples")
                .uid("parse-examples")
                .setParallelism(readers);

        parsed.getSideOutput(DEAD_LETTERS)
                .sinkTo(deadLetters)
                .name("Dead letters")
                .uid("dead-letters")
                .setParallelism(readers);

        return parsed.keyBy(ParsedElement::partitionKey, BasicTypeInfo.STRING_TYPE_INFO)
                .process(new HoldOut(plan.splitPolicy(), plan.batches(), plan.schema()), Types.TRAIN_ELEMENT)
                .name("HoldOut")
                .uid("hold-out");
    }

    private static WatermarkStrategy<SourceElement> watermarks(TrainPlan plan) {
        return switch (plan.train().order()) {
            case ARRIVAL -> EventTimes.withoutWatermarks();
            case EVENT_TIME -> EventTimes.withWatermarks(plan.idleTimeout());
        };
    }
}
