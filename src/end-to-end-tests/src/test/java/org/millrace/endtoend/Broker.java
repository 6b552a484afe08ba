package org.millrace.endtoend;

import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.millrace.jobs.kafka.EmbeddedKafka;

/** A real Kafka in this process for a test, with a few words to fill and read its topics. */
final class Broker implements AutoCloseable {

    private final EmbeddedKafka kafka;
    private final Topics topics;

    Broker(Path directory) {
        this.kafka = EmbeddedKafka.start(directory, 0);
        this.topics = new Topics(kafka.bootstrapServers());
    }

    String servers() {
        return kafka.bootstrapServers();
    }

    void createTopic(String topic, int partitions) {
        kafka.createTopic(topic, partitions);
    }

    void produce(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        topics.produce(records);
    }

    /** Everything that is committed of what a topic of one partition holds now. */
    List<ConsumerRecord<byte[], byte[]>> readCommitted(String topic) {
        return topics.readCommitted(topic);
    }

    @Override
    public void close() {
        topics.close();
        kafka.close();
    }
}
