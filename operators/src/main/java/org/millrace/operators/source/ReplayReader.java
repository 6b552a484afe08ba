package org.millrace.operators.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.TopicPartition;
import org.millrace.operators.record.SourceElement;

/** Emits what its {@link ReplaySplitReader} fetches and keeps each split's pass and position. */
final class ReplayReader
        extends SingleThreadMultiplexSourceReaderBase<ReplayItem, SourceElement, ReplaySplit, ReplayReader.State> {

    private final TopicIdentity topics;
    private final boolean staysOpen;

    private ReplayReader(
            Supplier<ReplaySplitReader> fetching,
            TopicIdentity topics,
            boolean staysOpen,
            SourceReaderContext context) {
        super(
                fetching::get,
                (item, output, state) -> {
                    output.collect(item.element(), item.time());
                    state.reach(item);
                },
                context.getConfiguration(),
                context);
        this.topics = topics;
        this.staysOpen = staysOpen;
    }

    /**
     * @param staysOpen whether the reader goes on, with nothing to do, when there is nothing left to read
     * @param skips whether to go on without records that are lost
     */
    static ReplayReader of(ReplayTopics topics, boolean staysOpen, boolean skips, SourceReaderContext context) {
        TopicIdentity identity = new TopicIdentity(topics.clientProperties());
        return new ReplayReader(
                () -> new ReplaySplitReader(topics.consumerProperties(), identity, skips),
                identity,
                staysOpen,
                context);
    }

    @Override
    public void start() {
        askIfIdle();
    }

    /** The offsets of a topic are never saved after those of another of its name were read. */
    @Override
    public List<ReplaySplit> snapshotState(long checkpointId) {
        List<ReplaySplit> splits = super.snapshotState(checkpointId);
        try {
            ReplaySplit.requireTheirTopics(splits, topics);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return splits;
    }

    @Override
    public void close() throws Exception {
        try (topics) {
            super.close();
        }
    }

    @Override
    public InputStatus pollNext(ReaderOutput<SourceElement> output) throws Exception {
        InputStatus status = super.pollNext(output);
        if (status != InputStatus.END_OF_INPUT || !staysOpen) {
            return status;
        }
        // What a reader says that ends: nobody waits for it any more.
        output.emitWatermark(Watermark.MAX_WATERMARK);
        return InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    protected void onSplitFinished(Map<String, State> finished) {
        List<TopicPartition> partitions = finished.values().stream()
                .map(state -> state.began.topicPartition())
                .toList();
        context.sendSourceEventToCoordinator(new PartitionsEnded(partitions));
        askIfIdle();
    }

    private void askIfIdle() {
        if (getNumberOfCurrentlyAssignedSplits() == 0) {
            context.sendSplitRequest();
        }
    }

    @Override
    protected State initializedState(ReplaySplit split) {
        return new State(split);
    }

    @Override
    protected ReplaySplit toSplitType(String splitId, State state) {
        return state.split();
    }

    /** The split as far as its elements have been emitted. */
    static final class State {

        private final ReplaySplit began;
        private int pass;
        private long position;
        private long time;

        State(ReplaySplit began) {
            this.began = began;
            pass = began.pass();
            position = began.position();
            time = began.time();
        }

        private void reach(ReplayItem item) {
            pass = item.nextPass();
            position = item.nextPosition();
            time = item.time();
        }

        ReplaySplit split() {
            return began.at(pass, position, time);
        }
    }
}
