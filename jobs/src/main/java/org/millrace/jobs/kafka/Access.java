package org.millrace.jobs.kafka;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.Delivery;
import org.millrace.jobs.config.keys.HoldOutKeys;
import org.millrace.jobs.config.keys.KafkaKeys;
import org.millrace.jobs.config.keys.ModelKeys;
import org.millrace.jobs.config.keys.SourceMode;

/**
 * Asks the broker, before anything starts, whether the topics of a job exist, and whether it has every right that it needs. All
 * that is missing is in one message.
 */
public final class Access {

    private final Admin admin;
    private final List<String> absent = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    private Access(Admin admin) {
        this.admin = admin;
    }

    /** Something that has to be asked of a broker. */
    private interface Question {
        void ask(Access access) throws ExecutionException, InterruptedException, TimeoutException;
    }

    /**
     * Checks what the training job needs.
     *
     * @return the number of partitions of the topic of examples
     * @throws ConfigException if the broker cannot be reached, a topic does not exist, or a right is missing
     */
    public static int requireForTraining(JobConfig config) throws InterruptedException {
        require(config, access -> access.ofTraining(config, Set.of(WRITE)));
        return Topics.partitions(config, config.get(KafkaKeys.EXAMPLES_TOPIC));
    }

    /**
     * Checks what the training job needs if its evaluations are shown, too.
     *
     * @throws ConfigException if the broker cannot be reached, a topic does not exist, or a right is missing
     */
    public static void requireForWatchedTraining(JobConfig config) throws InterruptedException {
        require(config, access -> access.ofTraining(config, Set.of(READ, WRITE)));
    }

    /**
     * Checks what it takes to read the examples.
     *
     * @throws ConfigException if the broker cannot be reached, the topic does not exist, or a right is missing
     */
    public static void requireExamples(JobConfig config) throws InterruptedException {
        require(
                config,
                access -> access.topic(
                        config.get(KafkaKeys.EXAMPLES_TOPIC), KafkaKeys.EXAMPLES_TOPIC.name(), Set.of(READ)));
    }

    private static void require(JobConfig config, Question question) throws InterruptedException {
        Access access = Topics.ask(config, admin -> {
            Access asked = new Access(admin);
            question.ask(asked);
            return asked;
        });
        String problem = access.problem(config.get(KafkaKeys.BOOTSTRAP_SERVERS));
        if (!problem.isEmpty()) {
            throw new ConfigException(problem);
        }
    }

    private void ofTraining(JobConfig config, Set<AclOperation> evaluations)
            throws ExecutionException, InterruptedException, TimeoutException {
        topic(config.get(KafkaKeys.EXAMPLES_TOPIC), KafkaKeys.EXAMPLES_TOPIC.name(), Set.of(READ));
        topic(config.get(KafkaKeys.EVALUATIONS_TOPIC), KafkaKeys.EVALUATIONS_TOPIC.name(), evaluations);
        topic(config.get(KafkaKeys.DEAD_LETTERS_TOPIC), KafkaKeys.DEAD_LETTERS_TOPIC.name(), Set.of(WRITE));
        String testTopic = config.get(HoldOutKeys.TEST_TOPIC);
        if (!testTopic.isEmpty()) {
            topic(testTopic, HoldOutKeys.TEST_TOPIC.name(), Set.of(READ));
        }
        if (config.get(KafkaKeys.SOURCE_MODE) == SourceMode.LIVE) {
            group(
                    ClientNames.group(config),
                    config.kafkaProperties().containsKey(ClientNames.GROUP_KEY)
                            ? "kafka." + ClientNames.GROUP_KEY
                            : ModelKeys.NAME.name());
        }
        if (config.get(KafkaKeys.DELIVERY) == Delivery.EXACTLY_ONCE) {
            transactionalIds(ClientNames.transactionalIdPrefix(config, ClientNames.EVALUATIONS));
            transactionalIds(ClientNames.transactionalIdPrefix(config, ClientNames.DEAD_LETTERS));
        }
    }

    private void topic(String topic, String key, Set<AclOperation> needed)
            throws ExecutionException, InterruptedException, TimeoutException {
        String resource = "topic " + topic + " (" + key + ")";
        DescribeTopicsOptions withRights = new DescribeTopicsOptions().includeAuthorizedOperations(true);
        try {
            TopicDescription found = Topics.answer(admin.describeTopics(List.of(topic), withRights)
                    .topicNameValues()
                    .get(topic));
            missing(found.authorizedOperations(), needed, resource);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                absent.add(resource);
            } else if (e.getCause() instanceof TopicAuthorizationException) {
                missing(Set.of(), needed, resource);
            } else {
                throw e;
            }
        }
    }

    /** A group that nobody has used yet is unknown, and tells no more than that it may be described. */
    private void group(String group, String key) throws ExecutionException, InterruptedException, TimeoutException {
        String resource = "group " + group + " (" + key + ")";
        DescribeConsumerGroupsOptions withRights =
                new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true);
        try {
            ConsumerGroupDescription found = Topics.answer(admin.describeConsumerGroups(List.of(group), withRights)
                    .describedGroups()
                    .get(group));
            missing(found.authorizedOperations(), Set.of(READ), resource);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupAuthorizationException) {
                missing(Set.of(), Set.of(READ), resource);
            } else if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
    }

    /** Begins to use an id that no sink uses: nothing but this shows whether it is allowed. */
    private void transactionalIds(String prefix) throws ExecutionException, InterruptedException, TimeoutException {
        try {
            Topics.answer(admin.fenceProducers(List.of(prefix + "-access")).all());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TransactionalIdAuthorizationException)) {
                throw e;
            }
            refused.add(WRITE + " on transactional ids " + prefix + "-* (" + KafkaKeys.DELIVERY + ", " + ModelKeys.NAME
                    + ")");
        }
    }

    /** @param granted null if the broker does not know rights */
    private void missing(Set<AclOperation> granted, Set<AclOperation> needed, String resource) {
        if (granted == null) {
            return;
        }
        String operations = needed.stream()
                .filter(operation -> !granted.contains(operation))
                .map(AclOperation::name)
                .sorted()
                .collect(Collectors.joining(" and "));
        if (!operations.isEmpty() || !granted.contains(DESCRIBE)) {
            refused.add((operations.isEmpty() ? DESCRIBE.name() : operations) + " on " + resource);
        }
    }

    private String problem(String servers) {
        List<String> problems = new ArrayList<>();
        if (!absent.isEmpty()) {
            problems.add(String.join(" and ", absent)
                    + (absent.size() == 1 ? " does not exist; create it first" : " do not exist; create them first"));
        }
        if (!refused.isEmpty()) {
            problems.add("Kafka at " + servers + " does not allow " + String.join(", ", refused)
                    + "; grant it to the user of kafka.*");
        }
        return String.join(". ", problems);
    }
}
