package org.millrace.operators.holdout;

import static java.util.Objects.requireNonNull;

import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.millrace.operators.metrics.DeadLetterMeters;
import org.millrace.operators.policy.ErrorTolerance;
import org.millrace.operators.record.DeadLetter;
import org.millrace.operators.record.Place;

/** Counts dead letters by reason on their way to their topic, and ends the job when there are more than it is to tolerate. */
public final class CountDeadLetters extends ProcessFunction<DeadLetter, DeadLetter> implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private static final long MINUTE = 60_000;

    private final ErrorTolerance tolerance;

    private transient DeadLetterMeters meters;
    private transient long minuteBegan;
    private transient long lettersOfMinute;

    public CountDeadLetters(ErrorTolerance tolerance) {
        this.tolerance = requireNonNull(tolerance, "tolerance");
    }

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
        requireTolerable(letter, context.timerService().currentProcessingTime());
        meters.count(letter.reason());
        out.collect(letter);
    }

    /** A restart would come to the same record. */
    private void requireTolerable(DeadLetter letter, long now) {
        if (now - minuteBegan >= MINUTE) {
            minuteBegan = now;
            lettersOfMinute = 0;
        }
        lettersOfMinute++;
        if (lettersOfMinute > tolerance.perMinute()) {
            throw new SuppressRestartsException(new IllegalStateException((tolerance.equals(ErrorTolerance.NONE)
                            ? "a record is no example, and errors.tolerance is none"
                            : "more than " + tolerance.perMinute()
                                    + " records within a minute are no examples (errors.limit-per-minute)")
                    + "; the last is " + described(letter)));
        }
    }

    private static String described(DeadLetter letter) {
        Place place = letter.record().place();
        return "offset " + place.offset() + " of partition " + place.partition() + " of topic " + place.topic() + ", "
                + letter.reason();
    }
}
