package org.millrace.operators.source;

import java.util.List;
import java.util.Map;
import java.util.Properties;
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

    private final boolean staysOpen;

    /** @param staysOpen whether the reader goes on, with nothing to do, when there is nothing left to read */
    ReplayReader(Properties kafka, boolean staysOpen, SourceReaderContext context) {
        super(
                () -> new ReplaySplitReader(kafka),
                (item, output, state) -> {
                    output.collect(item.element(), item.time());
                    state.reach(item);
                },
                context.getConfiguration(),
                context);
        this.staysOpen = staysOpen;
    }

    @Override
    public void start() {
        askIfIdle();
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
