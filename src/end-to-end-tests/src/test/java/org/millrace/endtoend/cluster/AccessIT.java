package org.millrace.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.endtoend.Topics;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.Keys;
import org.millrace.jobs.kafka.Access;

/** A broker with ACLs is asked for every right before a job is submitted. */
@TestInstance(Lifecycle.PER_CLASS)
class AccessIT {

    private static final ResourcePattern EXAMPLES = topic("examples");
    private static final ResourcePattern EVALUATIONS = topic("evaluations");
    private static final ResourcePattern TRANSACTIONS =
            new ResourcePattern(ResourceType.TRANSACTIONAL_ID, "millrace-m-evaluations-", PatternType.PREFIXED);
    private static final ResourcePattern GROUP =
            new ResourcePattern(ResourceType.GROUP, "followers", PatternType.LITERAL);

    private KafkaBroker kafka;
    private Topics topics;

    private static ResourcePattern topic(String name) {
        return new ResourcePattern(ResourceType.TOPIC, name, PatternType.LITERAL);
    }

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        Path log = Path.of("target", "cluster", getClass().getSimpleName(), "kafka.log");
        kafka = new KafkaBroker(directory, log.toAbsolutePath(), KafkaBroker.WITH_ACLS);
        kafka.start();
        topics = new Topics(kafka.servers());
        for (String topic : List.of("examples", "evaluations", "dead-letters")) {
            topics.create(topic, 1);
        }
    }

    @AfterAll
    void stop() {
        topics.close();
        kafka.close();
    }

    @AfterEach
    void giveBack() throws Exception {
        for (ResourcePattern resource : List.of(EXAMPLES, EVALUATIONS, TRANSACTIONS, GROUP)) {
            topics.allow(resource);
        }
        await().ignoreExceptionsInstanceOf(ConfigException.class)
                .until(() -> Access.requireForTraining(config(Map.of())) == 1);
    }

    private JobConfig config(Map<String, Object> changes) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "kafka.bootstrap.servers",
                kafka.servers(),
                "model.name",
                "m",
                "model.features",
                1,
                "model.classes",
                List.of("a", "b")));
        settings.putAll(changes);
        return Keys.builder().known(settings).build();
    }

    private void assertRefused(Map<String, Object> changes, String... parts) {
        JobConfig config = config(changes);
        // A broker hears of an ACL some milliseconds after it was made.
        await().untilAsserted(() -> assertThatThrownBy(() -> Access.requireForTraining(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining("\n"));
    }

    @Test
    void namesAllThatIsMissingInOneLine() throws Exception {
        topics.deny(AclOperation.READ, EXAMPLES);
        topics.deny(AclOperation.WRITE, EVALUATIONS);
        topics.deny(AclOperation.WRITE, TRANSACTIONS);

        assertRefused(
                Map.of("topics.delivery", "exactly-once", "topics.dead-letters", "none"),
                "topic none (topics.dead-letters) does not exist; create it first",
                "Kafka at " + kafka.servers() + " does not allow READ on topic examples (topics.examples)"
                        + ", WRITE on topic evaluations (topics.evaluations)"
                        + ", WRITE on transactional ids millrace-m-evaluations-* (topics.delivery, model.name)");
    }

    @Test
    void aTopicThatMayNotBeDescribedIsNotSaidToBeAbsent() throws Exception {
        topics.deny(AclOperation.ALL, EXAMPLES);

        assertRefused(Map.of(), "does not allow READ on topic examples (topics.examples)");
        assertThatThrownBy(() -> Access.requireExamples(config(Map.of()))).hasMessageNotContaining("exist");
    }

    @Test
    void asksForTheGroupOfALiveTopicOnly() throws Exception {
        topics.deny(AclOperation.ALL, GROUP);

        assertRefused(
                Map.of("source.mode", "live", "kafka.group.id", "followers"),
                "does not allow READ on group followers (kafka.group.id)");
        assertThat(Access.requireForTraining(config(Map.of("kafka.group.id", "followers"))))
                .isEqualTo(1);
    }

    @Test
    void whoWatchesTheEvaluationsMustBeAllowedToReadThem() throws Exception {
        topics.deny(AclOperation.READ, EVALUATIONS);

        await().untilAsserted(() -> assertThatThrownBy(() -> Access.requireForWatchedTraining(config(Map.of())))
                .hasMessageContaining("does not allow READ on topic evaluations (topics.evaluations)"));
        assertThat(Access.requireForTraining(config(Map.of()))).isEqualTo(1);
    }
}
