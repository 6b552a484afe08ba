package org.millrace.operators.holdout;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.millrace.operators.format.ExampleSchema;
import org.millrace.operators.metrics.WaitingRecords;
import org.millrace.operators.policy.BatchPolicy;
import org.millrace.operators.policy.SplitPolicy;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.Example;
import org.millrace.operators.record.ParsedElement;
import org.millrace.operators.record.Rejected;
import org.millrace.operators.record.Split;
import org.millrace.operators.record.TrainElement;
import org.millrace.operators.state.Refusal;
import org.millrace.operators.time.IdleTimers;

/**
 * Gathers the examples of a partition into training mini-batches, validation windows and batches of test examples.
 *
 * <p>Keyed by partition. Where a batch ends depends on the examples alone: a mini-batch when it is full or old enough, a
 * validation window when its cycle ends, both when the pass ends. Never on checkpoints or parallelism, and on the clock
 * only if {@link BatchPolicy#idleTimeout()} asks for it.
 */
public final class HoldOut extends KeyedProcessFunction<String, ParsedElement, TrainElement> {

    private static final long serialVersionUID = 1L;

    /** Test examples are evaluated in batches of this many; the size does not change the result. */
    private static final int TEST_BATCH = 256;

    private final SplitPolicy splits;
    private final BatchPolicy batches;
    private final ExampleSchema schema;

    private transient ValueState<PartitionState> state;
    private transient IdleTimers idleTimers;
    private transient WaitingRecords waiting;

    /** @param schema of the examples; open batches of others are refused */
    public HoldOut(SplitPolicy splits, BatchPolicy batches, ExampleSchema schema) {
        this.splits = requireNonNull(splits, "splits");
        this.batches = requireNonNull(batches, "batches");
        this.schema = requireNonNull(schema, "schema");
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("partition", PartitionStateSerializer.INSTANCE));
        idleTimers = new IdleTimers(batches.idleTimeout());
        waiting = new WaitingRecords(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(ParsedElement element, Context context, Collector<TrainElement> out) throws IOException {
        PartitionState partition = state.value();
        if (partition == null) {
            partition = new PartitionState(schema);
        } else if (!partition.isOf(schema)) {
            throw Refusal.ofExamples(partition.schema(), schema);
        }
        long time = partition.moveTo(context.timestamp());
        if (batches.maxAge() > 0 && partition.open(Split.TRAINING).isOlderThan(batches.maxAge(), time)) {
            close(Split.TRAINING, partition, out);
        }
        if (element instanceof Example example) {
            partition.countExample();
            add(example, partition, out);
        } else if (element instanceof Rejected) {
            partition.countDeadLetter();
        } else if (element instanceof EndOfPass end) {
            for (Split split : Split.values()) {
                close(split, partition, out);
            }
            out.collect(end.with(partition.takeTally()));
        }
        idleTimers.seen(context.getCurrentKey(), context.timerService());
        waiting.show(context.getCurrentKey(), partition.waiting());
        state.update(partition);
    }

    private void add(Example example, PartitionState partition, Collector<TrainElement> out) {
        long offset = example.place().offset();
        OpenBatch window = partition.open(Split.VALIDATION);
        if (!window.isEmpty() && splits.cycle(window.first().offset()) != splits.cycle(offset)) {
            close(Split.VALIDATION, partition, out);
        }
        OpenBatch batch = partition.open(example.split());
        batch.add(example, partition.time());
        boolean complete =
                switch (example.split()) {
                    // A savepoint may hold a batch that was to become larger.
                    case TRAINING -> batch.rows() >= batches.size();
                    case VALIDATION -> splits.cycle(offset + 1) != splits.cycle(offset);
                    case TEST -> batch.rows() == TEST_BATCH;
                };
        if (complete) {
            close(example.split(), partition, out);
        }
    }

    @Override
    public void onTimer(long clock, OnTimerContext context, Collector<TrainElement> out) throws IOException {
        if (idleTimers.isIdle(context.getCurrentKey(), clock, context.timerService())) {
            PartitionState partition = state.value();
            close(Split.TRAINING, partition, out);
            close(Split.TEST, partition, out);
            waiting.show(context.getCurrentKey(), partition.waiting());
            state.update(partition);
        }
    }

    private static void close(Split split, PartitionState partition, Collector<TrainElement> out) {
        OpenBatch batch = partition.open(split);
        if (!batch.isEmpty()) {
            out.collect(batch.take(partition.time(), partition.takeTally()));
        }
    }
}
