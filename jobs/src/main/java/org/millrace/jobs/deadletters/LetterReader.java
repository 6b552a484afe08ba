package org.millrace.jobs.deadletters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what the topic of dead letters holds when it starts, and keeps in a consumer group up to where they were sent back. */
final class LetterReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;

    /** @param group whose offsets tell which letters were sent back */
    LetterReader(String topic, String group, Properties kafka) {
        Properties properties = (Properties) kafka.clone();
        properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        ends = consumer.endOffsets(partitions);
    }

    /** How many partitions another topic has. */
    int partitions(String topic) {
        return consumer.partitionsFor(topic).size();
    }

    /** Starts with the first letter, wherever the group is. */
    void toBeginning() {
        consumer.seekToBeginning(ends.keySet());
    }

    /** Whether a record was sent back, or passed over, by an earlier call. */
    Map<TopicPartition, Long> sentBefore() {
        Map<TopicPartition, Long> sent = new HashMap<>();
        consumer.committed(new HashSet<>(ends.keySet()))
                .forEach((partition, offset) -> sent.put(partition, offset == null ? 0 : offset.offset()));
        return sent;
    }

    boolean hasMore() {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    /** The next records, perhaps none; none that were written after the start. */
    List<ConsumerRecord<byte[], byte[]>> next() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
                records.add(record);
            }
        }
        return records;
    }

    /** Up to where everything was handed over. */
    Map<TopicPartition, OffsetAndMetadata> offsets() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        ends.forEach((partition, end) ->
                offsets.put(partition, new OffsetAndMetadata(Math.min(end, consumer.position(partition)))));
        return offsets;
    }

    ConsumerGroupMetadata group() {
        return consumer.groupMetadata();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
