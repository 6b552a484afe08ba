package org.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.millrace.endtoend.TrainRun.digest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Kind;

/** Nothing is lost, repeated or changed when tasks fail. */
@TestInstance(Lifecycle.PER_CLASS)
class TrainFailuresIT {

    private TestCluster cluster;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        cluster = TestCluster.start(directory);
    }

    @AfterAll
    void stop() throws Exception {
        cluster.close();
    }

    @ParameterizedTest(name = "a failure at {0} of pass {1}, checkpoints every {2}, {3} partitions, {4}")
    @CsvSource({
        "PASS, 2, 50ms, 1, arrival",
        "TEST, 1, 50ms, 1, arrival",
        "TEST, 1, 1h, 1, arrival",
        "WINDOW, 2, 1h, 1, arrival",
        "TEST, 1, 1h, 3, arrival",
        "WINDOW, 2, 50ms, 3, event-time",
        "PASS, 3, 50ms, 3, event-time",
        "TEST, 1, 1h, 3, event-time"
    })
    void losesAndRepeatsNothingWhenATaskFails(Kind kind, int pass, String interval, int partitions, String order)
            throws Exception {
        TrainRun run = new TrainRun(
                cluster,
                partitions,
                Map.of(
                        "training.passes",
                        3,
                        "training.order",
                        order,
                        "flink.checkpoint-interval",
                        interval,
                        "flink.parallelism",
                        2));
        run.produceExamples(1_500);
        FailingOnce calm = new FailingOnce(run.topic("calm"), kind, -1);
        FailingOnce failing = new FailingOnce(run.topic("failing"), kind, pass);

        run.finish(run.submit(calm));
        run.finish(run.submit(failing));

        assertThat(failing.hasFailed()).isTrue();
        EvaluationRecord expected = calm.records().get("millrace/TEST/1");
        EvaluationRecord test = failing.records().get("millrace/TEST/1");
        assertThat(test.ledger()).isEqualTo(expected.ledger());
        assertThat(failing.records()).containsOnlyKeys(calm.records().keySet());
        if (partitions == 1 || order.equals("event-time")) {
            assertThat(failing.records())
                    .usingRecursiveComparison()
                    .withEqualsForType(Double::equals, Double.class)
                    .isEqualTo(calm.records());
        }
    }

    @ParameterizedTest(name = "{0}, {1}, unaligned {2}")
    @CsvSource({
        "hashmap, at-least-once, false",
        "hashmap, exactly-once, false",
        "hashmap, at-least-once, true",
        "rocksdb, at-least-once, false"
    })
    void theLossOfATaskManagerChangesNothing(String backend, String delivery, boolean unaligned) throws Exception {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "training.passes",
                20,
                "training.order",
                "event-time",
                "model.dropout",
                0.2,
                "flink.parallelism",
                2,
                "flink.state-backend",
                backend,
                "flink.checkpoint-unaligned",
                unaligned,
                "topics.delivery",
                delivery));
        TrainRun calm = new TrainRun(cluster, 2, settings);
        calm.produceExamples(1_000);
        EvaluationRecord expected = calm.runToTheEnd();
        TrainRun hit = calm.again(Map.of());

        JobID job = hit.submit(Map.of());
        await().atMost(Duration.ofMinutes(2)).until(() -> hit.evaluations().size() > 40);
        cluster.loseTheTaskManager();
        hit.finish(job);

        assertThat(digest(hit.last())).isEqualTo(digest(expected));
        assertThat(hit.evaluationsByKey())
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(calm.evaluationsByKey());
        if (delivery.equals("exactly-once")) {
            assertThat(hit.evaluations()).extracting(EvaluationRecord::key).doesNotHaveDuplicates();
        }
    }
}
