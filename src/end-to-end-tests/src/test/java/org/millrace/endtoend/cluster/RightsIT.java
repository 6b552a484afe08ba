package org.millrace.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs share a TaskManager, and nothing else: what is taken from one does not harm the other. */
@TestInstance(Lifecycle.PER_CLASS)
class RightsIT {

    private static final String EXAMPLES = "examples";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int BYTES_PER_SECOND = 400_000;

    private Path directory;
    private Cluster cluster;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        cluster = new Cluster(directory, getClass().getSimpleName(), Map.of(), KafkaBroker.WITH_ACLS);
        cluster.start();
        // Both jobs on one.
        cluster.flink().taskManagers().get(1).kill();
        cluster.topics().create(EXAMPLES, 1);
        cluster.topics().produce(new PointClouds(EXAMPLES, 1).next(10_000));
        cluster.topics().limitReading(BYTES_PER_SECOND);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    private TrainingRun run(String model, String delivery) throws Exception {
        Map<String, Object> settings = new HashMap<>(Map.of("model.name", model, "topics.delivery", delivery));
        settings.put("training.passes", 1_000);
        return new TrainingRun(cluster, model, directory, DemandingTraining.on(EXAMPLES, settings));
    }

    @ParameterizedTest
    @ValueSource(strings = {"at-least-once", "exactly-once"})
    void aJobThatLosesItsRightsFailsByItselfAndGoesOnOnceItHasThemAgain(String delivery) throws Exception {
        ServerProcess taskManager = cluster.flink().taskManagers().get(0);
        TrainingRun unlucky = run("unlucky-" + delivery, delivery);
        TrainingRun neighbour = run("neighbour-" + delivery, delivery);
        ResourcePattern evaluations =
                new ResourcePattern(ResourceType.TOPIC, "unlucky-" + delivery + "-evaluations", PatternType.LITERAL);
        unlucky.start();
        neighbour.start();
        unlucky.awaitMoreEvaluations(5);
        neighbour.awaitMoreEvaluations(5);
        assertThat(unlucky.trainer()).isSameAs(neighbour.trainer()).isSameAs(taskManager);

        cluster.topics().deny(AclOperation.WRITE, evaluations);
        FlinkRest rest = cluster.flink().rest();
        await().atMost(PATIENCE).until(() -> rest.failures(unlucky.job()) >= 3);

        assertThat(rest.lastFailure(unlucky.job())).hasValueSatisfying(failure -> assertThat(failure)
                .contains("Not authorized to access topics: [" + evaluations.name() + "]"));
        neighbour.awaitMoreEvaluations(5);
        neighbour.awaitMoreCheckpoints(1);
        assertThat(rest.failures(neighbour.job())).isZero();
        assertThat(taskManager.isAlive()).isTrue();

        cluster.topics().allow(evaluations);
        unlucky.awaitMoreEvaluations(5);
        for (TrainingRun run : List.of(unlucky, neighbour)) {
            run.cancel();
        }
    }
}
