package org.millrace.operators.source;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.millrace.operators.state.Refusal;

/**
 * Tells a topic from another of the same name by the id that Kafka gives to each. A consumer does not: where a topic was deleted
 * and made again, it continues in the new one at the offset that it had reached in the old one.
 *
 * <p>No id ever comes back. So if it is the same after records were fetched, they are all of that topic.
 */
final class TopicIdentity implements AutoCloseable {

    /** The id of a topic in states of versions that kept none, and on brokers that give none. */
    static final Uuid UNKNOWN = Uuid.ZERO_UUID;

    /** As long as a producer tries to deliver. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Admin admin;

    /** @param kafka the clients' properties, with {@code bootstrap.servers} */
    TopicIdentity(Properties kafka) {
        admin = Admin.create(requireNonNull(kafka, "kafka"));
    }

    /**
     * The topics as they are now.
     *
     * @throws org.apache.flink.runtime.execution.SuppressRestartsException if one of them does not exist
     */
    Map<String, TopicDescription> describe(Collection<String> topics) throws IOException {
        Map<String, TopicDescription> found = new TreeMap<>();
        for (var topic : admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                found.put(topic.getKey(), answer(topic.getValue()));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    throw Refusal.of(
                            "topic " + topic.getKey() + " does not exist; if it was deleted, its examples cannot"
                                    + " be read any more: start a new job on another topic");
                }
                throw unanswered(e.getCause());
            }
        }
        return found;
    }

    /**
     * Makes sure that all that was fetched so far is of the topics that it is taken for.
     *
     * @param ids of the topics that were read
     * @return whether each still has its id
     * @throws org.apache.flink.runtime.execution.SuppressRestartsException if one of them does not exist
     */
    boolean areUnchanged(Map<String, Uuid> ids) throws IOException {
        return describe(ids.keySet()).entrySet().stream()
                .allMatch(found ->
                        isSame(ids.get(found.getKey()), found.getValue().topicId()));
    }

    /** Whether two ids may be of the same topic. */
    static boolean isSame(Uuid known, Uuid found) {
        return known.equals(UNKNOWN) || found.equals(UNKNOWN) || known.equals(found);
    }

    /** Where the partitions begin or end now. */
    Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec which) throws IOException {
        try {
            return answer(admin.listOffsets(partitions.stream()
                                    .collect(Collectors.toMap(Function.identity(), partition -> which)))
                            .all())
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, found -> found.getValue().offset()));
        } catch (ExecutionException e) {
            throw unanswered(e.getCause());
        }
    }

    private static <T> T answer(KafkaFuture<T> future) throws IOException, ExecutionException {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw unanswered(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unanswered(e);
        }
    }

    private static IOException unanswered(Throwable cause) {
        return new IOException("cannot learn from Kafka what has become of the topic of examples: " + cause, cause);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
