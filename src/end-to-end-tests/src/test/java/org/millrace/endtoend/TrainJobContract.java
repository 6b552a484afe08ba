package org.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.millrace.endtoend.TrainRun.digest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Kind;
import org.millrace.operators.record.Ledger;

/** The whole training job between the topics of a real broker, wherever that runs. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class TrainJobContract {

    private TestCluster cluster;

    /** Starts the broker, which may keep what it has in {@code directory}. */
    abstract Broker broker(Path directory);

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        cluster = TestCluster.start(broker(directory));
    }

    @AfterAll
    void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void learnsAndTellsTheWholeStoryInTheEvaluationsTopic() throws Exception {
        TrainRun run = new TrainRun(cluster, 1, Map.of("training.passes", 3));
        run.produceExamples(1_000);

        EvaluationRecord test = run.runToTheEnd();

        assertThat(test.kind()).isEqualTo(Kind.TEST);
        assertThat(test.heldOut().orElseThrow().accuracy()).isGreaterThan(0.85);
        assertThat(test.ledger().difference()).isZero();
        Ledger ledger = test.ledger();
        assertThat(ledger.trained() + ledger.validated()).isEqualTo(3 * (1_000 - ledger.tested()));
        assertThat(run.evaluations())
                .filteredOn(record -> record.kind() == Kind.WINDOW)
                .hasSize(30);
        assertThat(run.evaluations())
                .filteredOn(record -> record.kind() == Kind.PASS)
                .hasSize(3);
        assertThat(run.evaluations()).extracting(EvaluationRecord::key).doesNotHaveDuplicates();
        assertThat(run.deadLetters()).isEmpty();
    }

    @Test
    void sameSeedAndDataGiveTheSameModelOnOnePartitionAtAnyParallelism() throws Exception {
        TrainRun run = new TrainRun(cluster, 1, Map.of("training.passes", 2));
        run.produceExamples(800);
        String expected = digest(run.runToTheEnd());

        assertThat(digest(run.again(Map.of()).runToTheEnd())).isEqualTo(expected);
        assertThat(digest(run.again(Map.of("flink.parallelism", 3)).runToTheEnd()))
                .isEqualTo(expected);
        assertThat(digest(run.again(Map.of("training.seed", 43)).runToTheEnd())).isNotEqualTo(expected);
    }

    @Test
    void followsALiveTopic() throws Exception {
        TrainRun run = new TrainRun(cluster, 2, Map.of("source.mode", "live"));
        run.produceExamples(500);

        JobID job = run.submit(Map.of());
        await().atMost(Duration.ofMinutes(1)).until(() -> run.evaluations().size() >= 4);
        run.produceExamples(1_000);
        await().atMost(Duration.ofMinutes(1)).until(() -> run.evaluations().size() >= 12);
        cluster.flink().cancelJob(job).get();

        List<EvaluationRecord> windows = run.evaluations().stream()
                .filter(record -> record.kind() == Kind.WINDOW)
                .toList();
        assertThat(windows).allSatisfy(window -> {
            assertThat(window.subject().examples().orElseThrow().firstOffset() % 100)
                    .isGreaterThanOrEqualTo(90);
            assertThat(window.heldOut().orElseThrow().examples()).isLessThanOrEqualTo(10);
        });
        Ledger ledger = windows.get(windows.size() - 1).ledger();
        assertThat(ledger.deadLettered()).isZero();
        assertThat(ledger.difference()).isBetween(0L, 2L * (16 + 10 + 256));
        assertThat(windows.stream()
                        .mapToLong(window -> window.heldOut().orElseThrow().examples())
                        .sum())
                .isEqualTo(ledger.validated());
    }

    @Test
    void readsTestExamplesFromATopicOfTheirOwn() throws Exception {
        TrainRun tests = new TrainRun(cluster, 1, Map.of());
        tests.produceExamples(200);
        TrainRun run = new TrainRun(cluster, 1, Map.of("training.passes", 2, "test.topic", tests.topic("examples")));
        run.produceExamples(500);

        EvaluationRecord test = run.runToTheEnd();

        assertThat(test.ledger()).isEqualTo(new Ledger(2 * 500 + 200, 2 * 450, 2 * 50, 200, 0));
    }
}
