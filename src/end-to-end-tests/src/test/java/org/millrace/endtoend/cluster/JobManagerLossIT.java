package org.millrace.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without high availability nobody knows the jobs of a JobManager that is lost; their checkpoints are still there. */
@Tag("soak")
class JobManagerLossIT {

    private static final String EXAMPLES = "examples";
    private static final int BYTES_PER_SECOND = 2_500_000;

    @TempDir
    private Path directory;

    private Cluster cluster;

    @BeforeEach
    void start() throws Exception {
        Map<String, String> alone = Map.of(
                "high-availability.type",
                "NONE",
                "jobmanager.rpc.port",
                Ports.free(1).get(0).toString());
        cluster = new Cluster(directory, getClass().getSimpleName(), alone);
        cluster.start();
        cluster.topics().limitReading(BYTES_PER_SECOND);
        cluster.topics().create(EXAMPLES, 1);
        cluster.topics().produce(new PointClouds(EXAMPLES, 1).next(20_000));
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void theJobIsResumedByHandFromItsLastCheckpointAndEndsWithTheSameWeights() throws Exception {
        TrainingRun calm = new TrainingRun(cluster, "calm", directory, DemandingTraining.on(EXAMPLES, Map.of()));
        calm.start();
        TrainingRun.Outcome expected = calm.finish();
        TrainingRun run = new TrainingRun(cluster, "lost", directory, DemandingTraining.on(EXAMPLES, Map.of()));
        run.start();
        run.awaitMoreEvaluations(60);
        run.awaitMoreCheckpoints(1);

        cluster.flink().jobManager().kill();
        cluster.flink().jobManager().start();
        cluster.flink().awaitTaskManagers();
        run.startFrom(lastCheckpoint(run.job()));

        assertThat(run.finish()).isEqualTo(expected);
    }

    private String lastCheckpoint(String job) throws IOException {
        try (Stream<Path> found =
                Files.list(directory.resolve("flink/checkpoints").resolve(job))) {
            return found.filter(checkpoint -> Files.exists(checkpoint.resolve("_metadata")))
                    .max(Comparator.comparingInt(JobManagerLossIT::number))
                    .orElseThrow()
                    .toString();
        }
    }

    private static int number(Path checkpoint) {
        return Integer.parseInt(checkpoint.getFileName().toString().substring("chk-".length()));
    }
}
