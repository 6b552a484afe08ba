package org.millrace.operators.holdout;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.millrace.operators.format.FormatSettings;
import org.millrace.operators.metrics.WaitingRecords;
import org.millrace.operators.policy.BatchPolicy;
import org.millrace.operators.policy.SplitPolicy;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.DeadLetter;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.LostRecords;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.SourceElement;
import org.millrace.operators.record.Split;
import org.millrace.operators.record.TrainElement;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.PreviousValues;
import org.millrace.operators.state.Refusal;
import org.millrace.operators.time.IdleTimers;

/**
 * Reads the records of a partition as examples, and gathers those that take part in the current phase into training
 * mini-batches, validation windows and batches of test examples. A record that is no example becomes a dead letter, in the
 * first pass only, and never an exception.
 *
 * <p>Keyed by partition. Where a batch ends depends on the examples alone: a mini-batch when it is full or old enough, a
 * validation window when its cycle ends, both when the pass ends. Never on checkpoints or parallelism, and on the clock
 * only if {@link BatchPolicy#idleTimeout()} asks for it.
 */
public final class HoldOut extends KeyedProcessFunction<String, SourceElement, TrainElement> {

    private static final long serialVersionUID = 1L;

    /** Test examples are evaluated in batches of this many; the size does not change the result. */
    private static final int TEST_BATCH = 256;

    private final SplitPolicy splits;
    private final BatchPolicy batches;
    private final ExampleSchema schema;
    private final FormatSettings formats;
    private final OutputTag<DeadLetter> deadLetters;

    private transient ExampleReader reader;
    private transient ValueState<PartitionState> state;
    private transient ValueState<PreviousValues> previous;
    private transient ValueState<DiscoveredClasses> discovered;
    private transient IdleTimers idleTimers;
    private transient WaitingRecords waiting;

    /** @param schema of the examples; open batches of others are refused */
    public HoldOut(
            SplitPolicy splits,
            BatchPolicy batches,
            ExampleSchema schema,
            FormatSettings formats,
            OutputTag<DeadLetter> deadLetters) {
        this.splits = requireNonNull(splits, "splits");
        this.batches = requireNonNull(batches, "batches");
        this.schema = requireNonNull(schema, "schema");
        this.formats = requireNonNull(formats, "formats");
        this.deadLetters = requireNonNull(deadLetters, "deadLetters");
    }

    @Override
    public void open(OpenContext context) {
        reader = new ExampleReader(schema, formats, splits);
        state = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("partition", PartitionStateSerializer.INSTANCE));
        previous = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("previous-values", PreviousValuesSerializer.INSTANCE));
        discovered = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("discovered-classes", DiscoveredClassesSerializer.INSTANCE));
        idleTimers = new IdleTimers(batches.idleTimeout());
        waiting = new WaitingRecords(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(SourceElement element, Context context, Collector<TrainElement> out) throws IOException {
        if (element instanceof RawRecord record) {
            process(record, context, out);
        } else if (element instanceof EndOfPass end) {
            PartitionState partition = arrive(context, out);
            for (Split split : Split.values()) {
                close(split, partition, out);
            }
            out.collect(end.with(partition.takeTally()));
            leave(partition, context);
            previous.clear();
        } else if (element instanceof LostRecords lost) {
            PartitionState partition = arrive(context, out);
            partition.countLost(lost.count());
            leave(partition, context);
        }
    }

    private void process(RawRecord record, Context context, Collector<TrainElement> out) throws IOException {
        Split split;
        try {
            split = read(record);
        } catch (BadExampleException e) {
            if (isFirstToMeet(record)) {
                context.output(deadLetters, new DeadLetter(record, e.reason(), e.getMessage()));
                PartitionState partition = arrive(context, out);
                partition.countDeadLetter();
                leave(partition, context);
            }
            return;
        }
        if (record.reading().phase().takesIn(split)) {
            PartitionState partition = arrive(context, out);
            partition.countExample();
            add(split, record, partition, out);
            leave(partition, context);
        }
    }

    private Split read(RawRecord record) throws BadExampleException, IOException {
        Split split = readFeatures(record);
        if (schema.discoversClasses()) {
            DiscoveredClasses classes = Optional.ofNullable(discovered.value()).orElseGet(DiscoveredClasses::new);
            classes.index(reader.row());
            discovered.update(classes);
        }
        return split;
    }

    private Split readFeatures(RawRecord record) throws BadExampleException, IOException {
        if (!schema.needsPrevious()) {
            return reader.read(record, new PreviousValues());
        }
        PreviousValues values = Optional.ofNullable(previous.value()).orElseGet(PreviousValues::new);
        Split split = reader.read(record, values);
        previous.update(values);
        return split;
    }

    /** Each bad record is reported by the first reading that meets it. */
    private boolean isFirstToMeet(RawRecord record) {
        return switch (record.reading().phase()) {
            case LIVE -> true;
            case TRAINING -> record.reading().pass() == 1;
            case TEST -> splits.testTopic().equals(record.topic());
        };
    }

    /** The state of the partition, at the event time of what has come. */
    private PartitionState arrive(Context context, Collector<TrainElement> out) throws IOException {
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
        idleTimers.seen(context.getCurrentKey(), context.timerService());
        return partition;
    }

    private void leave(PartitionState partition, Context context) throws IOException {
        waiting.show(context.getCurrentKey(), partition.waiting());
        state.update(partition);
    }

    private void add(Split split, RawRecord record, PartitionState partition, Collector<TrainElement> out)
            throws IOException {
        long offset = record.place().offset();
        OpenBatch window = partition.open(Split.VALIDATION);
        if (!window.isEmpty() && splits.cycle(window.first().offset()) != splits.cycle(offset)) {
            close(Split.VALIDATION, partition, out);
        }
        OpenBatch batch = partition.open(split);
        batch.add(reader.row(), record, partition.time());
        boolean complete =
                switch (split) {
                    // A savepoint may hold a batch that was to become larger.
                    case TRAINING -> batch.rows() >= batches.size();
                    case VALIDATION -> splits.cycle(offset + 1) != splits.cycle(offset);
                    case TEST -> batch.rows() == TEST_BATCH;
                };
        if (complete) {
            close(split, partition, out);
        }
    }

    @Override
    public void onTimer(long clock, OnTimerContext context, Collector<TrainElement> out) throws IOException {
        if (idleTimers.isIdle(context.getCurrentKey(), clock, context.timerService())) {
            PartitionState partition = state.value();
            close(Split.TRAINING, partition, out);
            close(Split.TEST, partition, out);
            leave(partition, context);
        }
    }

    private void close(Split split, PartitionState partition, Collector<TrainElement> out) throws IOException {
        OpenBatch open = partition.open(split);
        if (!open.isEmpty()) {
            ExampleBatch batch = open.take(partition.time(), partition.takeTally());
            out.collect(schema.discoversClasses() ? discovered.value().name(batch) : batch);
        }
    }
}
