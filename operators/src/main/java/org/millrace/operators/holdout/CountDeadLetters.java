package org.millrace.operators.holdout;

import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.millrace.operators.metrics.DeadLetterMeters;
import org.millrace.operators.record.DeadLetter;

/** Counts dead letters by reason on their way to their topic. */
public final class CountDeadLetters extends ProcessFunction<DeadLetter, DeadLetter> implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private transient DeadLetterMeters meters;

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        meters = new DeadLetterMeters(
                context.getOperatorStateStore(), getRuntimeContext().getMetricGroup());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        meters.save();
    }

    @Override
    public void processElement(DeadLetter letter, Context context, Collector<DeadLetter> out) {
        meters.count(letter.reason());
        out.collect(letter);
    }
}
