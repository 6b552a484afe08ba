package org.millrace.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What Flink's web UI shows of a job on the Flink that is shipped, asked for as the UI does. */
@TestInstance(Lifecycle.PER_CLASS)
class WebUiIT {

    private static final String EXAMPLES = "examples";

    private Cluster cluster;
    private TrainingRun run;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        cluster = new Cluster(directory, getClass().getSimpleName());
        cluster.start();
        cluster.topics().create(EXAMPLES, 1);
        cluster.topics().produce(new PointClouds(EXAMPLES, 1).next(1_000));
        Map<String, Object> settings = new HashMap<>(DemandingTraining.on(EXAMPLES, Map.of("training.passes", 1_000)));
        // Kafka's clients take it and do not need it here.
        settings.put("kafka.sasl.jaas.config", "org.example.Login required password=\"s3cr3t\";");
        run = new TrainingRun(cluster, "web-ui", directory, settings);
        run.start("training.seed=17");
        run.awaitMoreEvaluations(1);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void everyProcessShowsItsOwnLog() throws Exception {
        FlinkRest rest = cluster.flink().rest();

        for (String taskManager : rest.taskManagers()) {
            assertThat(rest.logs("/taskmanagers/" + taskManager)).containsExactly("taskmanager.log");
            assertThat(rest.text("/taskmanagers/" + taskManager + "/log"))
                    .contains("taskmanager.resource-id=" + taskManager)
                    .doesNotContain("s3cr3t");
        }
        assertThat(rest.logs("/jobmanager")).containsExactly("jobmanager.log");
        assertThat(rest.text("/jobmanager/log")).contains(run.job()).doesNotContain("s3cr3t");
    }

    @Test
    void theJobShowsItsConfiguration() throws Exception {
        Map<String, String> configuration = cluster.flink().rest().configuration(run.job());

        assertThat(configuration)
                .containsEntry("training.passes", "1000") // of the file
                .containsEntry("training.seed", "17") // of --set
                .containsEntry("training.idle-timeout", "none") // a default
                .containsEntry("model.hidden-layers", "[64, 64]")
                .containsEntry("kafka.bootstrap.servers", cluster.kafka().servers());
        assertThat(configuration.get("kafka.sasl.jaas.config")).matches("\\*+");
        for (String path : List.of("/config", "", "/jobmanager/config", "/exceptions")) {
            assertThat(cluster.flink().rest().text("/jobs/" + run.job() + path)).doesNotContain("s3cr3t");
        }
        assertThat(cluster.flink().rest().text("/jobmanager/config")).doesNotContain("s3cr3t");
    }
}
