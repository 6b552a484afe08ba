package org.millrace.jobs.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes topics that can be written to at once. */
public final class NewTopics {

    private static final long LOOK_EVERY_MILLIS = 10;

    private NewTopics() {}

    /**
     * Creates topics, and waits until the brokers serve them, which is some milliseconds after they exist. An idempotent
     * producer that writes in between may lose what it sends first: the broker refuses its first batch, accepts its second,
     * and then can no longer take the first (KAFKA-15591).
     *
     * @throws ExecutionException with what Kafka has against it
     * @throws TimeoutException if it takes longer than {@code patience}
     */
    public static void create(Admin admin, Collection<NewTopic> topics, Duration patience)
            throws ExecutionException, InterruptedException, TimeoutException {
        long end = System.nanoTime() + patience.toNanos();
        admin.createTopics(topics).all().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        Map<TopicPartition, OffsetSpec> partitions = topics.stream()
                .flatMap(NewTopics::partitions)
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        while (!areServed(admin, partitions, patience)) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("no broker serves " + partitions.keySet());
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private static Stream<TopicPartition> partitions(NewTopic topic) {
        return IntStream.range(0, topic.numPartitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition));
    }

    private static boolean areServed(Admin admin, Map<TopicPartition, OffsetSpec> partitions, Duration patience)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            admin.listOffsets(partitions).all().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }
}
