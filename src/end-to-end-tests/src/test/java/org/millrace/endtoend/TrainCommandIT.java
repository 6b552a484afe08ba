package org.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./millrace train} as a user types it. */
class TrainCommandIT {

    private static final int PASSES = 300;

    @TempDir
    private Path directory;

    private TestCluster cluster;
    private TrainRun run;
    private Launcher millrace;
    private Path config;

    @BeforeEach
    void start() throws Exception {
        cluster = TestCluster.start(directory.resolve("cluster"));
        run = new TrainRun(cluster, 1, Map.of("training.passes", PASSES));
        run.produceExamples(1_000);
        millrace = new Launcher(directory.resolve("launcher"));
        config = Files.writeString(directory.resolve("train.yaml"), """
                model: {features: %d, classes: [a, b, c]}
                training: {passes: %d, batch-size: 16}
                validation: {every: 100, window: 10}
                topics: {examples: %s, evaluations: %s, dead-letters: %s}
                flink: {savepoint-directory: %s}
                kafka: {bootstrap.servers: "%s"}
                """.formatted(
                        TrainRun.FEATURES,
                        PASSES,
                        run.topic("examples"),
                        run.topic("evaluations"),
                        run.topic("dead-letters"),
                        directory.resolve("savepoints"),
                        cluster.broker().servers()));
    }

    @AfterEach
    void stop() throws Exception {
        cluster.close();
    }

    /** @return the savepoint that the command said to go on from */
    private String stopOnTheWay() throws Exception {
        Process process = millrace.start("train", "--local", "--config", config.toString());
        await().atMost(Duration.ofMinutes(2)).until(() -> run.evaluations().size() > 20);
        process.destroy();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        List<String> output = millrace.result(process).output();
        String last = output.get(output.size() - 1);
        assertThat(last).startsWith("Stopped with a savepoint; go on with --from-savepoint file:");
        return last.substring(last.indexOf("file:"));
    }

    @Test
    void goesOnFromTheSavepointThatItLeavesWhenItIsStopped() throws Exception {
        TrainRun uninterrupted = run.again(Map.of());
        uninterrupted.runToTheEnd();

        Launcher.Result result =
                millrace.run("train", "--local", "--config", config.toString(), "--from-savepoint", stopOnTheWay());

        assertThat(result.exitCode()).isZero();
        assertThat(result.errors()).isEmpty();
        assertThat(run.told()).isEqualTo(uninterrupted.told());
        assertThat(millrace.temporaryFiles()).isEmpty();
    }

    @Test
    void refusesASavepointThatDoesNotFitInOneLine() throws Exception {
        Launcher.Result result = millrace.run(
                "train",
                "--local",
                "--config",
                config.toString(),
                "--from-savepoint",
                stopOnTheWay(),
                "--set",
                "model.hidden-layers=[5]");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors()).singleElement().asString().contains("hidden layer 5 (relu)", "--reset-learner");
    }

    @Test
    void saysWhyThereIsNothingToTrainOn() throws Exception {
        Launcher.Result result = millrace.run(
                "train",
                "--local",
                "--config",
                config.toString(),
                "--set=model.features=" + (TrainRun.FEATURES + 1),
                "--set=training.passes=2");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors())
                .singleElement()
                .asString()
                .contains("none of the 1,000 records of topic " + run.topic("examples") + " is an example")
                .contains("WRONG_FEATURE_COUNT", run.topic("dead-letters"));
        assertThat(result.output()).noneMatch(line -> line.contains("What to try next"));
    }

    @Test
    void saysWhatIsMissingBeforeAnythingStarts() throws Exception {
        Launcher.Result noSavepoint =
                millrace.run("train", "--local", "--config", config.toString(), "--from-savepoint", "/no/where");
        Launcher.Result noCluster = millrace.run("train", "--config", config.toString(), "--flink", "localhost:1");

        assertThat(noSavepoint.exitCode()).isEqualTo(2);
        assertThat(noSavepoint.errors())
                .singleElement()
                .asString()
                .startsWith("millrace: no savepoint or checkpoint at /no/where");
        assertThat(noCluster.exitCode()).isEqualTo(2);
        assertThat(noCluster.errors()).last().asString().startsWith("millrace: no Flink at localhost:1");
    }
}
