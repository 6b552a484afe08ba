package org.millrace.operators.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.reader.KafkaRecordEmitter;
import org.apache.flink.connector.kafka.source.reader.KafkaSourceReader;
import org.apache.flink.connector.kafka.source.reader.fetcher.KafkaSourceFetcherManager;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.millrace.operators.record.SourceElement;
import org.millrace.operators.state.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads as the connector does, and never takes the offsets of one topic for those of another of its name: ids are compared before
 * anything is read, and again before a checkpoint takes the offsets in.
 */
final class LiveReader extends KafkaSourceReader<SourceElement> {

    private static final Logger LOG = LoggerFactory.getLogger(LiveReader.class);

    private final TopicIdentity topics;
    private final boolean skips;

    private LiveReader(
            TopicIdentity topics,
            boolean skips,
            Properties kafka,
            KafkaSourceReaderMetrics metrics,
            SourceReaderContext context) {
        super(
                new FutureCompletingBlockingQueue<>(),
                new KafkaSourceFetcherManager(
                        new FutureCompletingBlockingQueue<>(),
                        () -> new LiveSplitReader(kafka, context, metrics, new ExpiredOffsets(topics, skips)),
                        finished -> {}),
                new KafkaRecordEmitter<>(new LiveTopic()),
                configuration(kafka),
                context,
                metrics);
        this.topics = topics;
        this.skips = skips;
    }

    /** @param skips whether to go on without records that are lost */
    static LiveReader of(Properties kafka, boolean skips, SourceReaderContext context) {
        KafkaSourceReaderMetrics metrics = new KafkaSourceReaderMetrics(context.metricGroup());
        return new LiveReader(new TopicIdentity(kafka), skips, kafka, metrics, context);
    }

    private static Configuration configuration(Properties kafka) {
        return Configuration.fromMap(
                kafka.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, kafka::getProperty)));
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        try {
            super.addSplits(identified(splits));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<KafkaPartitionSplit> identified(List<KafkaPartitionSplit> splits) throws IOException {
        Map<String, TopicDescription> found = topics.describe(
                splits.stream().map(KafkaPartitionSplit::getTopic).collect(Collectors.toSet()));
        List<KafkaPartitionSplit> identified = new ArrayList<>();
        for (KafkaPartitionSplit split : splits) {
            TopicDescription topic = found.get(split.getTopic());
            if (TopicIdentity.isSame(LiveSplit.topicId(split), topic.topicId())) {
                identified.add(new LiveSplit(split, topic.topicId()));
            } else if (split.getPartition() < topic.partitions().size()) {
                identified.add(new LiveSplit(beginning(split), topic.topicId()));
            }
        }
        return identified;
    }

    /** The split of a topic that was made again. */
    private KafkaPartitionSplit beginning(KafkaPartitionSplit split) {
        if (!skips) {
            throw Refusal.of(
                    "topic " + split.getTopic() + " was deleted and made again, and the offsets of the old one mean"
                            + " nothing in the new one: start a new job, or set source.on-lost-records to skip to keep the weights and"
                            + " read the new one from its beginning");
        }
        LOG.warn(
                "Topic {} was deleted and made again; reads its partition {} from the beginning. How many records of the"
                        + " old one were left unread is not known, nor counted as lost",
                split.getTopic(),
                split.getPartition());
        return new KafkaPartitionSplit(split.getTopicPartition(), KafkaPartitionSplit.EARLIEST_OFFSET);
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
        List<KafkaPartitionSplit> splits = super.snapshotState(checkpointId);
        Map<String, Uuid> ids = splits.stream()
                .collect(Collectors.toMap(KafkaPartitionSplit::getTopic, LiveSplit::topicId, (id, same) -> id));
        try {
            if (!topics.areUnchanged(ids)) {
                throw new IOException(
                        "a topic among " + ids.keySet() + " was deleted and made again while it was read");
            }
        } catch (IOException e) {
            // The restart goes back to what was read of the old topic.
            throw new UncheckedIOException(e);
        }
        return splits;
    }

    @Override
    protected KafkaPartitionSplitState initializedState(KafkaPartitionSplit split) {
        return new LiveSplit.State(split);
    }

    @Override
    public void close() throws Exception {
        try (topics) {
            super.close();
        }
    }
}
