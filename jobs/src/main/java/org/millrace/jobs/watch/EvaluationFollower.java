package org.millrace.jobs.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.millrace.jobs.config.keys.Delivery;
import org.millrace.operators.format.EvaluationJson;
import org.millrace.operators.record.EvaluationRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the records that a job writes to the {@code evaluations} topic from now on. Records of other jobs are skipped. */
public final class EvaluationFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EvaluationFollower.class);

    private final String model;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /**
     * @param model whose evaluations to read
     * @param delivery how the job writes them
     * @param kafka the clients' properties, with {@code bootstrap.servers}
     */
    public EvaluationFollower(String topic, String model, Delivery delivery, Properties kafka) {
        this.model = model;
        Properties properties = (Properties) kafka.clone();
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        if (delivery == Delivery.EXACTLY_ONCE) {
            properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        }
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
    public List<EvaluationRecord> poll(Duration timeout) {
        List<EvaluationRecord> evaluations = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
            read(record)
                    .filter(evaluation -> evaluation.subject().model().equals(model))
                    .ifPresent(evaluations::add);
        }
        return evaluations;
    }

    /** The unread records up to the present end of the topic; records that are written meanwhile do not delay the return. */
    public List<EvaluationRecord> pollToEnd(Duration timeout) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        List<EvaluationRecord> evaluations = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            evaluations.addAll(poll(timeout));
        }
        return evaluations;
    }

    private static Optional<EvaluationRecord> read(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(EvaluationJson.read(record.value()));
        } catch (IOException e) {
            LOG.warn("Not an evaluation: {}-{}@{}", record.topic(), record.partition(), record.offset(), e);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
