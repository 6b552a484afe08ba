package org.millrace.operators.source;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.millrace.operators.record.Phase;

/** The topics that a {@link ReplaySource} reads, and how to find out which offsets of them. */
final class ReplayTopics implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String LOOK_EVERY_MS = "partition.discovery.interval.ms";

    private final String topic;
    private final String testTopic;
    private final int passes;
    private final Properties kafka;

    /** @param testTopic null to read no test examples */
    ReplayTopics(String topic, String testTopic, int passes, Properties kafka) {
        if (passes < 1) {
            throw new IllegalArgumentException("passes must be at least 1: " + passes);
        }
        this.topic = topic;
        this.testTopic = testTopic;
        this.passes = passes;
        this.kafka = (Properties) kafka.clone();
    }

    /** Asks the broker for the ranges as they are now. */
    ReplayEnumeratorState resolve() throws IOException {
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(consumerProperties());
                TopicIdentity topics = new TopicIdentity(kafka)) {
            List<ReplaySplit> training = ranges(consumer, describe(topics, topic), Phase.TRAINING, passes);
            List<ReplaySplit> test =
                    testTopic == null ? List.of() : ranges(consumer, describe(topics, testTopic), Phase.TEST, 1);
            return ReplayEnumeratorState.resolved(training, test);
        }
    }

    private static TopicDescription describe(TopicIdentity topics, String topic) throws IOException {
        return topics.describe(List.of(topic)).get(topic);
    }

    /** The properties of the clients as the user gave them. */
    Properties clientProperties() {
        return (Properties) kafka.clone();
    }

    /** The user's properties, with those that a replay depends on. */
    Properties consumerProperties() {
        Properties properties = (Properties) kafka.clone();
        properties.setProperty(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        // A value stays where the client received it.
        properties.setProperty(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteBufferDeserializer.class.getName());
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // Offsets that are gone must not be skipped in silence: another pass would read other examples.
        properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2000");
        // A fetch that is under way at the end of the range holds up the seek back to its start.
        properties.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "10");
        return properties;
    }

    private static List<ReplaySplit> ranges(
            Consumer<byte[], byte[]> consumer, TopicDescription topic, Phase phase, int passes) {
        List<TopicPartition> partitions = topic.partitions().stream()
                .map(info -> new TopicPartition(topic.name(), info.partition()))
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .toList();
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> stops = consumer.endOffsets(partitions);
        List<ReplaySplit> splits = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            splits.add(ReplaySplit.unread(new ReplayRange(
                    phase,
                    partition,
                    topic.topicId(),
                    starts.get(partition),
                    stops.get(partition),
                    passes,
                    partitions.size())));
        }
        return splits;
    }

    /** How often to look for partitions that were added: the property by which Flink's KafkaSource looks for them, too. */
    long lookEveryMillis() {
        return Long.parseLong(kafka.getProperty(LOOK_EVERY_MS, "60000"));
    }

    /** Of each topic, how many partitions it has now. */
    Map<String, Integer> partitions() {
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(consumerProperties())) {
            return Stream.of(topic, testTopic)
                    .filter(Objects::nonNull)
                    .distinct()
                    .collect(Collectors.toMap(Function.identity(), name -> consumer.partitionsFor(name)
                            .size()));
        }
    }
}
