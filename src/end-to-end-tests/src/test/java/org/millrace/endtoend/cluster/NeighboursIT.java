package org.millrace.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Jobs share a TaskManager, and nothing else: what is taken from one does not harm the other. */
@TestInstance(Lifecycle.PER_CLASS)
class NeighboursIT {

    private static final String EXAMPLES = "examples";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int BYTES_PER_SECOND = 1_000_000;

    private Path directory;
    private Cluster cluster;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        cluster = new Cluster(directory, getClass().getSimpleName(), Map.of(), KafkaBroker.WITH_ACLS);
        cluster.start();
        // All jobs on one.
        cluster.flink().taskManagers().get(1).kill();
        cluster.topics().create(EXAMPLES, 1);
        cluster.topics().produce(new PointClouds(EXAMPLES, 1).next(10_000));
        cluster.topics().limitReading(BYTES_PER_SECOND);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    private TrainingRun run(String model, Map<String, Object> changes) throws Exception {
        Map<String, Object> settings = new HashMap<>(changes);
        settings.put("model.name", model);
        settings.put("training.passes", 1_000);
        TrainingRun run = new TrainingRun(cluster, model, directory, DemandingTraining.on(EXAMPLES, settings));
        run.start();
        return run;
    }

    private static ResourcePattern evaluationsOf(String model) {
        return new ResourcePattern(ResourceType.TOPIC, model + "-evaluations", PatternType.LITERAL);
    }

    private static ResourcePattern transactionsOf(String model) {
        return new ResourcePattern(ResourceType.TRANSACTIONAL_ID, "millrace-" + model, PatternType.PREFIXED);
    }

    @Test
    void jobsThatLoseTheirRightsFailByThemselvesAndContinueOnceTheyHaveThemAgain() throws Exception {
        ServerProcess taskManager = cluster.flink().taskManagers().get(0);
        FlinkRest rest = cluster.flink().rest();
        TrainingRun plain = run("plain", Map.of());
        TrainingRun transactional = run("transactional", Map.of("topics.delivery", "exactly-once"));
        TrainingRun neighbour = run("neighbour", Map.of());
        List<TrainingRun> unlucky = List.of(plain, transactional);
        for (TrainingRun run : List.of(plain, transactional, neighbour)) {
            run.awaitMoreEvaluations(5);
            assertThat(run.trainer()).isSameAs(taskManager);
        }

        cluster.topics().deny(AclOperation.WRITE, evaluationsOf("plain"));
        cluster.topics().deny(AclOperation.WRITE, transactionsOf("transactional"));
        for (TrainingRun run : unlucky) {
            await().atMost(PATIENCE).until(() -> rest.failures(run.job()) >= 2);
        }

        assertThat(rest.lastFailure(plain.job())).hasValueSatisfying(failure -> assertThat(failure)
                .contains("Not authorized to access topics: [plain-evaluations]"));
        assertThat(rest.lastFailure(transactional.job()))
                .hasValueSatisfying(failure -> assertThat(failure).contains("TransactionalIdAuthorizationException"));
        neighbour.awaitMoreEvaluations(5);
        neighbour.awaitMoreCheckpoints(1);
        assertThat(rest.failures(neighbour.job())).isZero();
        assertThat(taskManager.isAlive()).isTrue();

        cluster.topics().allow(evaluationsOf("plain"));
        cluster.topics().allow(transactionsOf("transactional"));
        for (TrainingRun run : unlucky) {
            run.awaitMoreEvaluations(5);
        }
        assertThatThrownBy(neighbour::start)
                .hasMessageContaining("job " + neighbour.job() + " (Millrace: train neighbour) runs on this cluster")
                .hasMessageContaining("model.name");
        for (TrainingRun run : List.of(plain, transactional, neighbour)) {
            run.cancel();
        }
    }
}
