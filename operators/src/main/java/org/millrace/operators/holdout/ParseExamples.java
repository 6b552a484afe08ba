package org.millrace.operators.holdout;

import static java.util.Objects.requireNonNull;

import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.millrace.operators.format.BadExampleException;
import org.millrace.operators.format.ExampleSchema;
import org.millrace.operators.metrics.DeadLetterMeters;
import org.millrace.operators.policy.SplitPolicy;
import org.millrace.operators.record.DeadLetter;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.Example;
import org.millrace.operators.record.ParsedElement;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.Rejected;
import org.millrace.operators.record.SourceElement;

/**
 * Reads records as examples and assigns each its split. Examples that take no part in the current phase end here.
 *
 * <p>A record that is no example becomes a dead letter, in the first pass only, and never an exception. The only state are
 * the counts of dead letters: it may run at any parallelism, as long as each partition stays in order.
 */
public final class ParseExamples extends ProcessFunction<SourceElement, ParsedElement> implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private final ExampleReader reader;
    private final SplitPolicy policy;
    private final OutputTag<DeadLetter> deadLetters;

    private transient DeadLetterMeters meters;

    public ParseExamples(ExampleSchema schema, SplitPolicy policy, OutputTag<DeadLetter> deadLetters) {
        this.reader = new ExampleReader(schema, policy);
        this.policy = policy;
        this.deadLetters = requireNonNull(deadLetters, "deadLetters");
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
    public void processElement(SourceElement element, Context context, Collector<ParsedElement> out) {
        if (element instanceof EndOfPass end) {
            out.collect(end);
        } else if (element instanceof RawRecord record) {
            process(record, context, out);
        }
    }

    private void process(RawRecord record, Context context, Collector<ParsedElement> out) {
        try {
            Example example = reader.read(record);
            if (record.reading().phase().takesIn(example.split())) {
                out.collect(example);
            }
        } catch (BadExampleException e) {
            if (reportsDeadLetters(record)) {
                meters.count(e.reason());
                context.output(deadLetters, new DeadLetter(record, e.reason(), e.getMessage()));
                out.collect(new Rejected(record.place()));
            }
        }
    }

    /** Each bad record is reported by the first reading that meets it. */
    private boolean reportsDeadLetters(RawRecord record) {
        return switch (record.reading().phase()) {
            case LIVE -> true;
            case TRAINING -> record.reading().pass() == 1;
            case TEST -> policy.testTopic().equals(record.place().topic());
        };
    }
}
