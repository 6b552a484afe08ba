package org.millrace.jobs.kafka;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.ConfigKey;
import org.millrace.jobs.config.JobConfig;

/** Topics of the Kafka that a configuration names: what they hold, and those that are missing. */
public final class Topics {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private Topics() {}

    /** What is asked of a broker. */
    interface Question<T> {
        T ask(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
    }

    /** @throws ConfigException if the broker cannot be reached, or the topic does not exist */
    static int partitions(JobConfig config, String topic) throws InterruptedException {
        return ask(config, admin -> partitions(admin, topic).size());
    }

    /**
     * Creates the topics that do not exist, with as many copies of each record as the broker has by default. They can be
     * written to at once.
     *
     * @param partitions how many each topic is to have
     * @return those that were created, in the given order
     * @throws ConfigException if the broker cannot be reached, or refuses
     */
    public static Set<String> createMissing(JobConfig config, Map<String, Integer> partitions)
            throws InterruptedException {
        return ask(config, admin -> {
            Set<String> missing = new LinkedHashSet<>(partitions.keySet());
            missing.removeAll(names(admin));
            List<NewTopic> topics = missing.stream()
                    .map(topic -> new NewTopic(topic, Optional.of(partitions.get(topic)), Optional.empty()))
                    .toList();
            NewTopics.create(admin, topics, PATIENCE);
            return missing;
        });
    }

    /** @throws ConfigException if the broker cannot be reached, or the topic does not exist */
    public static boolean isEmpty(JobConfig config, String topic) throws InterruptedException {
        return ask(config, admin -> {
            List<TopicPartition> partitions = partitions(admin, topic);
            return offsets(admin, partitions, OffsetSpec.earliest())
                    .equals(offsets(admin, partitions, OffsetSpec.latest()));
        });
    }

    /** @throws ConfigException if the broker cannot be reached, or the topic that {@code key} names does not exist */
    public static void requireExisting(JobConfig config, ConfigKey<String> key) throws InterruptedException {
        String topic = config.get(key);
        if (!ask(config, Topics::names).contains(topic)) {
            throw new ConfigException("topic " + topic + " (" + key + ") does not exist; create it first");
        }
    }

    /**
     * How many records a topic has had so far, with those that it no longer holds.
     *
     * @throws ConfigException if the broker cannot be reached, or the topic does not exist
     */
    public static long written(JobConfig config, String topic) throws InterruptedException {
        return ask(config, admin -> offsets(admin, partitions(admin, topic), OffsetSpec.latest()).values().stream()
                .mapToLong(Long::longValue)
                .sum());
    }

    private static Set<String> names(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        return answer(admin.listTopics().names());
    }

    private static List<TopicPartition> partitions(Admin admin, String topic)
            throws ExecutionException, InterruptedException, TimeoutException {
        return answer(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic).partitions().stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> which));
        return answer(admin.listOffsets(wanted).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, found -> found.getValue().offset()));
    }

    static <T> T answer(KafkaFuture<T> future) throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    static <T> T ask(JobConfig config, Question<T> question) throws InterruptedException {
        Properties kafka = config.kafkaProperties();
        Admin admin = admin(kafka);
        try {
            return question.ask(admin);
        } catch (ExecutionException | TimeoutException e) {
            throw BrokerErrors.explain(kafka, e instanceof ExecutionException ? e.getCause() : e);
        } finally {
            // Without a limit it would wait for an answer that may never come.
            admin.close(Duration.ZERO);
        }
    }

    private static Admin admin(Properties kafka) {
        new Security(kafka).check();
        try {
            return Admin.create(kafka);
        } catch (KafkaException e) {
            throw ClientErrors.explain(kafka, e);
        }
    }
}
