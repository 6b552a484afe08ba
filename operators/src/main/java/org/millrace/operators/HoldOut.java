package org.millrace.operators;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.Example;
import org.millrace.operators.record.ParsedElement;
import org.millrace.operators.record.Rejected;
import org.millrace.operators.record.Split;
import org.millrace.operators.record.TrainElement;

/**
 * Gathers the examples of a partition into training mini-batches, validation windows and batches of test examples.
 *
 * <p>Keyed by partition. Where a batch ends depends on the examples alone: a mini-batch when it is full, a validation
 * window when its cycle ends, both when the pass ends. Never on time, checkpoints or parallelism.
 */
public final class HoldOut extends KeyedProcessFunction<String, ParsedElement, TrainElement> {

    private static final long serialVersionUID = 1L;

    /** Test examples are evaluated in batches of this many; the size does not change the result. */
    private static final int TEST_BATCH = 256;

    private final SplitPolicy policy;
    private final int batchSize;

    private transient ValueState<PartitionState> state;

    /** @param batchSize examples of a training mini-batch, at least 1 */
    public HoldOut(SplitPolicy policy, int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch size must be at least 1: " + batchSize);
        }
        this.policy = requireNonNull(policy, "policy");
        this.batchSize = batchSize;
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("partition", PartitionStateSerializer.INSTANCE));
    }

    @Override
    public void processElement(ParsedElement element, Context context, Collector<TrainElement> out) throws IOException {
        PartitionState partition = state.value();
        if (partition == null) {
            partition = new PartitionState();
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
        state.update(partition);
    }

    private void add(Example example, PartitionState partition, Collector<TrainElement> out) {
        long offset = example.place().offset();
        OpenBatch window = partition.open(Split.VALIDATION);
        if (!window.isEmpty() && policy.cycle(window.first().offset()) != policy.cycle(offset)) {
            close(Split.VALIDATION, partition, out);
        }
        OpenBatch batch = partition.open(example.split());
        batch.add(example);
        boolean complete =
                switch (example.split()) {
                    case TRAINING -> batch.rows() == batchSize;
                    case VALIDATION -> policy.cycle(offset + 1) != policy.cycle(offset);
                    case TEST -> batch.rows() == TEST_BATCH;
                };
        if (complete) {
            close(example.split(), partition, out);
        }
    }

    private static void close(Split split, PartitionState partition, Collector<TrainElement> out) {
        OpenBatch batch = partition.open(split);
        if (!batch.isEmpty()) {
            out.collect(batch.take(partition.takeTally()));
        }
    }
}
