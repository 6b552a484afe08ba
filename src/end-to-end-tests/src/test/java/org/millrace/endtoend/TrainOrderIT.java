package org.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Kind;

/** Several partitions in event-time order. */
@TestInstance(Lifecycle.PER_CLASS)
class TrainOrderIT {

    private TestCluster cluster;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        cluster = TestCluster.start(directory);
    }

    @AfterAll
    void stop() throws Exception {
        cluster.close();
    }

    @Test
    void givesTheSameModelHoweverManyTasksRead() throws Exception {
        TrainRun run = new TrainRun(cluster, 4, Map.of("training.passes", 3, "training.order", "event-time"));
        run.produceExamples(2_000);
        run.runToTheEnd();

        for (int parallelism : new int[] {1, 2, 4}) {
            TrainRun again = run.again(Map.of("flink.parallelism", parallelism));
            EvaluationRecord test = again.runToTheEnd();

            assertThat(test.ledger().difference()).isZero();
            assertThat(again.evaluationsByKey())
                    .as("parallelism %d", parallelism)
                    .usingRecursiveComparison()
                    .withEqualsForType(Double::equals, Double.class)
                    .isEqualTo(run.evaluationsByKey());
        }
    }

    @Test
    void learnsOnePassAfterTheOther() throws Exception {
        TrainRun run = new TrainRun(
                cluster, 3, Map.of("training.passes", 5, "training.order", "event-time", "flink.parallelism", 2));
        run.produceExamples(1_500);
        run.runToTheEnd();

        assertThat(run.evaluations())
                .filteredOn(record -> record.kind() != Kind.TEST)
                .extracting(EvaluationRecord::pass)
                .isSorted();
    }

    @Test
    void nobodyWaitsForAReaderWithoutTestExamplesThatStays() throws Exception {
        TrainRun tests = new TrainRun(cluster, 1, Map.of());
        tests.produceExamples(100);
        TrainRun run = new TrainRun(
                cluster,
                2,
                Map.of(
                        "training.order",
                        "event-time",
                        "flink.parallelism",
                        2,
                        "test.topic",
                        tests.topic("examples"),
                        "source.stay-open",
                        true));
        run.produceExamples(500);

        JobID job = run.submit(Map.of());

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(run.evaluations()).last().satisfies(last -> assertThat(last.kind())
                        .isEqualTo(Kind.TEST)));
        assertThat(run.last().ledger().tested()).isEqualTo(100);
        cluster.flink().cancelJob(job).get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"arrival", "event-time"})
    void slowTopicsLearnWhenABatchIsOldEnough(String order) throws Exception {
        TrainRun run = new TrainRun(
                cluster,
                2,
                Map.of("training.order", order, "training.batch-size", 60_000, "training.batch-max-age", "40ms"));
        run.produceExamples(1_000);

        EvaluationRecord test = run.runToTheEnd();

        // A partition has an example every two milliseconds, so a batch spans at most twenty of them.
        assertThat(test.learner().step()).isBetween(50L, 60L);
        assertThat(test.ledger().difference()).isZero();
    }
}
