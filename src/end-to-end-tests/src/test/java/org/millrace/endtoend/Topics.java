package org.millrace.endtoend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaAlteration.Op;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.millrace.jobs.kafka.NewTopics;

/** The topics of a Kafka: a few words to create, fill and read them. */
public final class Topics implements AutoCloseable {

    private static final int LARGEST_REQUEST = 10_000_000;

    private final String servers;
    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** @param servers where Kafka is, or will be */
    public Topics(String servers) {
        this.servers = servers;
        this.admin = Admin.create(Map.of("bootstrap.servers", servers));
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Whether Kafka serves clients. */
    public boolean canBeReached() throws Exception {
        return !admin.describeCluster().nodes().get().isEmpty();
    }

    /** @throws Exception if Kafka refuses, for example because the topic exists */
    public void create(String name, int partitions) throws Exception {
        NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
        NewTopics.create(admin, List.of(topic), Duration.ofMinutes(1));
    }

    /** Writes all {@code records} and waits until Kafka has them. */
    public void produce(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        Map<String, Object> properties = Map.of("bootstrap.servers", servers, "max.request.size", LARGEST_REQUEST);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (ProducerRecord<byte[], byte[]> record : records) {
                sent.add(producer.send(record));
            }
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        }
    }

    /**
     * How fast any one client may read from now on: a job lasts as long on an idle machine as on a busy one, and leaves
     * time for a fault.
     */
    public void limitReading(int bytesPerSecond) throws Exception {
        ClientQuotaEntity anyClient =
                new ClientQuotaEntity(Collections.singletonMap(ClientQuotaEntity.CLIENT_ID, null));
        Op limit = new Op("consumer_byte_rate", (double) bytesPerSecond);
        admin.alterClientQuotas(List.of(new ClientQuotaAlteration(anyClient, List.of(limit))))
                .all()
                .get();
    }

    /** Deletes a topic and waits until it is gone. */
    public void delete(String topic) throws Exception {
        admin.deleteTopics(List.of(topic)).all().get();
        Awaitility.await().until(() -> !admin.listTopics().names().get().contains(topic));
    }

    /** Deletes what stands before {@code offset} in the first partition of {@code topic}, as its retention does. */
    public void deleteRecords(String topic, long offset) throws Exception {
        admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
                .all()
                .get();
    }

    /** Takes {@code operation} from everybody, and leaves all other rights on {@code resource}. */
    public void deny(AclOperation operation, ResourcePattern resource) throws Exception {
        admin.createAcls(List.of(
                        acl(resource, AclOperation.ALL, AclPermissionType.ALLOW),
                        acl(resource, operation, AclPermissionType.DENY)))
                .all()
                .get();
    }

    /** Gives back all rights on {@code resource}. */
    public void allow(ResourcePattern resource) throws Exception {
        admin.deleteAcls(List.of(new AclBindingFilter(resource.toFilter(), AccessControlEntryFilter.ANY)))
                .all()
                .get();
    }

    private static AclBinding acl(ResourcePattern resource, AclOperation operation, AclPermissionType permission) {
        return new AclBinding(resource, new AccessControlEntry("User:*", "*", operation, permission));
    }

    /** Up to where a consumer group has committed the one partition of {@code topic}; 0 before it has. */
    public long committed(String group, String topic) throws Exception {
        OffsetAndMetadata offset = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(new TopicPartition(topic, 0));
        return offset == null ? 0 : offset.offset();
    }

    /** Everything that is committed of what a topic of one partition holds now. */
    public List<ConsumerRecord<byte[], byte[]>> readCommitted(String topic) {
        return readCommitted(topic, 0);
    }

    /** What is committed of what a topic of one partition holds now, from {@code offset} on. */
    public List<ConsumerRecord<byte[], byte[]>> readCommitted(String topic, long offset) {
        TopicPartition partition = new TopicPartition(topic, 0);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        consumer.assign(List.of(partition));
        consumer.seek(partition, offset);
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        while (consumer.position(partition) < end) {
            consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
        }
        return records;
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
        admin.close(Duration.ZERO);
    }
}
