package org.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mapping that is wrong, what is seen of it, and what becomes of the records when it is mended. */
class DeadLettersIT {

    private static final String WRONG = "--set=model.features=" + (TrainRun.FEATURES + 1);

    @TempDir
    private Path directory;

    private TestCluster cluster;
    private TrainRun run;
    private Path config;

    @BeforeEach
    void start() throws Exception {
        cluster = TestCluster.start(directory.resolve("cluster"));
        run = new TrainRun(cluster, 1, Map.of());
        run.produceExamples(200);
        config = Files.writeString(directory.resolve("train.yaml"), """
                model: {features: %d, classes: [a, b, c]}
                training: {batch-size: 16}
                topics: {examples: %s, evaluations: %s, dead-letters: %s}
                kafka: {bootstrap.servers: "%s"}
                """.formatted(
                        TrainRun.FEATURES,
                        run.topic("examples"),
                        run.topic("evaluations"),
                        run.topic("dead-letters"),
                        cluster.broker().servers()));
    }

    @AfterEach
    void stop() throws Exception {
        cluster.close();
    }

    private Launcher.Result millrace(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", config.toString()));
        return new Launcher(directory.resolve("launcher")).run(all.toArray(String[]::new));
    }

    @Test
    void aWrongMappingIsSeenMendedAndReplayed() throws Exception {
        Launcher.Result intolerant = millrace("train", "--local", WRONG, "--set=errors.tolerance=none");
        assertThat(intolerant.exitCode()).isEqualTo(1);
        assertThat(intolerant.errors())
                .singleElement()
                .asString()
                .startsWith("millrace: a record is no example, and errors.tolerance is none; the last is offset 0 of"
                        + " partition 0 of topic " + run.topic("examples") + ", WRONG_FEATURE_COUNT");

        Launcher.Result limited = millrace("train", "--local", WRONG, "--set=errors.limit-per-minute=150");
        assertThat(limited.exitCode()).isEqualTo(1);
        assertThat(limited.errors())
                .singleElement()
                .asString()
                .startsWith(
                        "millrace: more than 150 records within a minute are no examples (errors.limit-per-minute)");
        assertThat(cluster.broker().readCommitted(run.topic("dead-letters"))).hasSizeLessThanOrEqualTo(150);
        int letters = cluster.broker().readCommitted(run.topic("dead-letters")).size();

        millrace("train", "--local", WRONG);
        Launcher.Result list = millrace("dead-letters");
        assertThat(list.exitCode()).isZero();
        assertThat(list.output())
                .first()
                .isEqualTo((letters + 200) + " dead letters of topic " + run.topic("examples") + " in topic "
                        + run.topic("dead-letters"));
        assertThat(list.output()).anyMatch(line -> line.startsWith("WRONG_FEATURE_COUNT"));

        assertThat(millrace("dead-letters", "--replay").output())
                .containsExactly("Records sent back to topic " + run.topic("examples") + ": " + (letters + 200));
        Launcher.Result trained = millrace("train", "--local");
        assertThat(trained.exitCode()).as(trained.errors().toString()).isZero();
        assertThat(run.last().ledger().read()).isEqualTo(letters + 400L);
        assertThat(run.last().ledger().deadLettered()).isZero();
    }
}
