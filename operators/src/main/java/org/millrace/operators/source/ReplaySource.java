package org.millrace.operators.source;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.millrace.operators.record.SourceElement;

/**
 * Reads the range of offsets that a topic holds when the job starts, {@code passes} times, and after the last pass of
 * all partitions the test examples once.
 *
 * <p>The range is fixed once and kept in the checkpoint, so every pass, also after a restart, reads the same records.
 * After the last record of a partition in a pass comes an {@code EndOfPass}.
 */
public final class ReplaySource implements Source<SourceElement, ReplaySplit, ReplayEnumeratorState> {

    private static final long serialVersionUID = 1L;

    private final ReplayTopics topics;
    private final boolean staysOpen;
    private final boolean skips;

    /**
     * @param topic the topic of examples
     * @param testTopic where the test examples are, which may be {@code topic} itself; empty to read none
     * @param passes how often {@code topic} is read for training, at least 1
     * @param kafka the clients' properties, with {@code bootstrap.servers}
     */
    public ReplaySource(String topic, Optional<String> testTopic, int passes, Properties kafka) {
        this(
                new ReplayTopics(
                        requireNonNull(topic, "topic"),
                        requireNonNull(testTopic, "testTopic").orElse(null),
                        passes,
                        requireNonNull(kafka, "kafka")),
                false,
                false);
    }

    private ReplaySource(ReplayTopics topics, boolean staysOpen, boolean skips) {
        this.topics = topics;
        this.staysOpen = staysOpen;
        this.skips = skips;
    }

    /** The same, but when all is read the job does not end: it stays, with nothing to do, until it is stopped. */
    public ReplaySource stayingOpen() {
        return new ReplaySource(topics, true, skips);
    }

    /** The same, but what the topics no longer hold when it is to be read is skipped, and counted as lost, in every pass. */
    public ReplaySource skippingLostRecords() {
        return new ReplaySource(topics, staysOpen, true);
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SplitEnumerator<ReplaySplit, ReplayEnumeratorState> createEnumerator(
            SplitEnumeratorContext<ReplaySplit> context) {
        return new ReplayEnumerator(context, topics, ReplayEnumeratorState.UNRESOLVED);
    }

    @Override
    public SplitEnumerator<ReplaySplit, ReplayEnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<ReplaySplit> context, ReplayEnumeratorState progress) {
        return new ReplayEnumerator(context, topics, progress);
    }

    @Override
    public SourceReader<SourceElement, ReplaySplit> createReader(SourceReaderContext context) {
        return ReplayReader.of(topics, staysOpen, skips, context);
    }

    @Override
    public SimpleVersionedSerializer<ReplaySplit> getSplitSerializer() {
        return new ReplaySplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<ReplayEnumeratorState> getEnumeratorCheckpointSerializer() {
        return new ReplayEnumeratorStateSerializer();
    }
}
