package org.millrace.endtoend;

import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.millrace.jobs.kafka.embedded.EmbeddedKafka;

/** A real Kafka for a test, with a few words to fill and read its topics. */
final class Broker implements AutoCloseable {

    private final String servers;
    private final Topics topics;
    private final AutoCloseable kafka;

    private Broker(String servers, AutoCloseable kafka) {
        this.servers = servers;
        this.topics = new Topics(servers);
        this.kafka = kafka;
    }

    /** Starts a Kafka in this process, with what it keeps in {@code directory}. */
    static Broker start(Path directory) {
        EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0);
        return of(kafka.bootstrapServers(), kafka);
    }

    /** @param kafka what runs at {@code servers}, closed with the broker */
    static Broker of(String servers, AutoCloseable kafka) {
        return new Broker(servers, kafka);
    }

    String servers() {
        return servers;
    }

    void createTopic(String topic, int partitions) throws Exception {
        topics.create(topic, partitions);
    }

    void produce(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        topics.produce(records);
    }

    Topics topics() {
        return topics;
    }

    /** Everything that is committed of what a topic of one partition holds now. */
    List<ConsumerRecord<byte[], byte[]>> readCommitted(String topic) {
        return topics.readCommitted(topic);
    }

    @Override
    public void close() throws Exception {
        topics.close();
        kafka.close();
    }
}
