package org.millrace.operators.source;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.millrace.operators.record.SourceElement;

/**
 * Follows topics from their beginning without end. It is Flink's {@link KafkaSource}, but with {@linkplain LiveReader readers}
 * that know a topic from another of the same name, and that tell what has fallen out of its retention.
 */
public final class LiveSource implements Source<SourceElement, KafkaPartitionSplit, KafkaSourceEnumState> {

    private static final long serialVersionUID = 1L;

    private final KafkaSource<SourceElement> source;
    private final Properties consumer;
    private final boolean skips;

    /**
     * @param group consumer group under which the offsets of checkpoints are committed, for others to see
     * @param kafka the clients' properties, with {@code bootstrap.servers}
     */
    public LiveSource(List<String> topics, String group, Properties kafka) {
        this(topics, consumer(requireNonNull(group, "group"), requireNonNull(kafka, "kafka")), false);
    }

    private LiveSource(List<String> topics, Properties consumer, boolean skips) {
        this(
                KafkaSource.<SourceElement>builder()
                        .setProperties(consumer)
                        .setTopics(topics)
                        .setStartingOffsets(new FromTheBeginning())
                        .setDeserializer(new LiveTopic())
                        .build(),
                consumer,
                skips);
    }

    private LiveSource(KafkaSource<SourceElement> source, Properties consumer, boolean skips) {
        this.source = source;
        this.consumer = consumer;
        this.skips = skips;
    }

    /** The same, but what the topics no longer hold when it is to be read is skipped, and counted as lost. */
    public LiveSource skippingLostRecords() {
        return new LiveSource(source, consumer, true);
    }

    private static Properties consumer(String group, Properties kafka) {
        Properties properties = new Properties();
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.putAll(kafka);
        properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.putIfAbsent(KafkaSourceOptions.CLIENT_ID_PREFIX.key(), group);
        properties.setProperty(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        properties.setProperty(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // The connector's five minutes are long for somebody who waits for a new partition to be read.
        properties.putIfAbsent(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "60000");
        return properties;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return source.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState progress) throws IOException {
        return source.restoreEnumerator(context, progress);
    }

    @Override
    public SourceReader<SourceElement, KafkaPartitionSplit> createReader(SourceReaderContext context) {
        Properties properties = (Properties) consumer.clone();
        properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return LiveReader.of(properties, skips, context);
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return new LiveSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return source.getEnumeratorCheckpointSerializer();
    }
}
