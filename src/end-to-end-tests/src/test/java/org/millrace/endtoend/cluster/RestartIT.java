package org.millrace.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Jobs come to a TaskManager and leave it, and it stays as it is. */
@TestInstance(Lifecycle.PER_CLASS)
class RestartIT {

    private static final String EXAMPLES = "examples";
    private static final int RESTARTS = 20;
    private static final int WARM_UP = 10;
    private static final long MEBIBYTE = 1 << 20;

    /** The classes of a job are some 20 MiB, its learner 4 MiB outside the heap; ten of either show. In MiB. */
    private static final long TOLERANCE = 30;

    private Path directory;
    private Cluster cluster;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        // All pages of the heap are taken from the start, so that the resident size shows what else grows.
        cluster = new Cluster(
                directory,
                getClass().getSimpleName(),
                Map.of("env.java.default-opts.taskmanager", "-XX:+AlwaysPreTouch"));
        cluster.start();
        cluster.topics().create(EXAMPLES, 1);
        cluster.topics().produce(new PointClouds(EXAMPLES, 1).next(10_000));
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void residentSizeIsFlatOverTwentyRestartsOfTheJob() throws Exception {
        Map<String, Object> large = Map.of("model.hidden-layers", List.of(1000, 1000), "training.passes", 1000);
        cluster.flink().taskManagers().get(1).kill();
        ServerProcess taskManager = cluster.flink().taskManagers().get(0);

        List<Long> sizes = new ArrayList<>();
        for (int restart = 0; restart < RESTARTS; restart++) {
            TrainingRun run =
                    new TrainingRun(cluster, "run-" + restart, directory, DemandingTraining.on(EXAMPLES, large));
            run.start();
            run.awaitMoreEvaluations(1);
            cluster.flink().rest().cancel(run.job());
            taskManager.collectGarbage();
            sizes.add(taskManager.residentBytes() / MEBIBYTE);
        }

        assertThat(taskManager.isAlive()).isTrue();
        assertThat(largest(sizes.subList(WARM_UP, RESTARTS)))
                .as("MiB after each restart: %s", sizes)
                .isLessThan(largest(sizes.subList(0, WARM_UP)) + TOLERANCE);
    }

    private static long largest(List<Long> sizes) {
        return sizes.stream().mapToLong(Long::longValue).max().orElseThrow();
    }
}
