package org.millrace.jobs.local;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.millrace.operators.format.EvaluationJson;
import org.millrace.operators.record.EvaluationRecord;

/** Reads what is written to the {@code evaluations} topic from now on. */
final class EvaluationFollower implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** @param kafka the clients' properties, with {@code bootstrap.servers} */
    EvaluationFollower(String topic, Properties kafka) {
        Properties properties = (Properties) kafka.clone();
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Seeking is lazy; asking for the position fixes the end before the job writes its first record.
        partitions.forEach(consumer::position);
    }

    /** The records that have come since the last call; waits for some, but not longer than {@code timeout}. */
    List<EvaluationRecord> poll(Duration timeout) throws IOException {
        List<EvaluationRecord> evaluations = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
            evaluations.add(EvaluationJson.read(record.value()));
        }
        return evaluations;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
