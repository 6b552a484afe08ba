package org.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.operators.record.EvaluationRecord.Kind;

/** Stopping with a savepoint, and going on: as before, at another scale, or with another configuration. */
@TestInstance(Lifecycle.PER_CLASS)
class TrainSavepointIT {

    private TestCluster cluster;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        cluster = TestCluster.start(directory);
    }

    @AfterAll
    void stop() throws Exception {
        cluster.close();
    }

    private static final int ENOUGH = 20;

    /** Long enough to be stopped on the way. */
    private TrainRun longRun(int partitions) throws Exception {
        TrainRun run = new TrainRun(
                cluster,
                partitions,
                Map.of("training.passes", 60, "training.clip-norm", 1.0, "training.order", "event-time"));
        run.produceExamples(800);
        return run;
    }

    private static String stopOnTheWay(TrainRun run, JobID job, Path savepoints, int evaluations) throws Exception {
        await().atMost(Duration.ofMinutes(2)).until(() -> run.evaluations().size() > evaluations);
        String savepoint = run.stopWithSavepoint(job, savepoints.toUri().toString());
        assertThat(run.evaluations()).noneMatch(record -> record.kind() == Kind.TEST);
        return savepoint;
    }

    @Test
    void resumesAsIfItHadNeverStopped(@TempDir Path savepoints) throws Exception {
        TrainRun uninterrupted = longRun(1);
        uninterrupted.runToTheEnd();
        TrainRun run = uninterrupted.again(Map.of());

        String savepoint = stopOnTheWay(run, run.submit(Map.of()), savepoints, ENOUGH);
        run.finish(run.submit(Map.of("flink.parallelism", 2), Optional.of(savepoint), ""));

        assertThat(run.evaluations())
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(uninterrupted.evaluations());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void losesRepeatsAndReordersNothingWhenTheParallelismChanges(String backend, @TempDir Path savepoints)
            throws Exception {
        TrainRun uninterrupted = longRun(4);
        uninterrupted.runToTheEnd();
        TrainRun run = uninterrupted.again(Map.of("flink.state-backend", backend));

        String first = stopOnTheWay(run, run.submit(Map.of("flink.parallelism", 1)), savepoints, ENOUGH);
        int soFar = run.evaluations().size();
        JobID wide = run.submit(Map.of("flink.parallelism", 4), Optional.of(first), "");
        String second = stopOnTheWay(run, wide, savepoints, soFar + ENOUGH);
        run.finish(run.submit(Map.of("flink.parallelism", 1), Optional.of(second), ""));

        assertThat(run.last().ledger().difference()).isZero();
        assertThat(run.evaluations())
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(uninterrupted.evaluations());
    }

    @Test
    void followsALiveTopicAtAnyParallelismWithoutAGap(@TempDir Path savepoints) throws Exception {
        TrainRun run = new TrainRun(
                cluster, 4, Map.of("source.mode", "live", "training.order", "event-time", "test.fraction", 0));
        run.produceExamples(1_000);
        String savepoint = stopOnTheWay(run, run.submit(Map.of("flink.parallelism", 1)), savepoints, 4);
        run.produceExamples(1_000, 1_000);
        JobID wide = run.submit(Map.of("flink.parallelism", 4), Optional.of(savepoint), "");
        savepoint = stopOnTheWay(run, wide, savepoints, 12);
        run.produceExamples(2_000, 1_000);
        cancelAfterAllWindows(run, run.submit(Map.of("flink.parallelism", 2), Optional.of(savepoint), ""));

        TrainRun uninterrupted = run.again(Map.of("kafka.group.id", "uninterrupted"));
        cancelAfterAllWindows(uninterrupted, uninterrupted.submit(Map.of("flink.parallelism", 3)));

        assertThat(run.evaluations())
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(uninterrupted.evaluations());
    }

    /** Of the 750 examples in each of four partitions. */
    private void cancelAfterAllWindows(TrainRun run, JobID job) throws Exception {
        await().atMost(Duration.ofMinutes(2)).until(() -> run.evaluations().size() == 4 * 7);
        cluster.flink().cancelJob(job).get();
    }

    @Test
    void takesOverAChangedConfiguration(@TempDir Path savepoints) throws Exception {
        TrainRun run = longRun(2);
        String savepoint = stopOnTheWay(run, run.submit(Map.of()), savepoints, ENOUGH);

        run.finish(run.submit(
                Map.of("training.learning-rate", 0.0005, "training.batch-size", 8, "training.schedule", "cosine"),
                Optional.of(savepoint),
                ""));

        assertThat(run.last().learner().learningRate()).isLessThan(0.0001);
        assertThat(run.last().ledger().difference()).isZero();
    }

    @Test
    void refusesAnotherNetworkUnlessANewLearnerIsAskedFor(@TempDir Path savepoints) throws Exception {
        TrainRun run = longRun(1);
        String savepoint = stopOnTheWay(run, run.submit(Map.of()), savepoints, ENOUGH);
        Map<String, Object> wider = Map.of("model.hidden-layers", List.of(5));

        assertThatThrownBy(() -> run.finish(run.submit(wider, Optional.of(savepoint), "")))
                .rootCause()
                .hasMessageContaining("--reset-learner");
        long before = run.last().learner().step();
        run.finish(run.submit(wider, Optional.of(savepoint), "now"));

        assertThat(run.last().network().orElseThrow().parameters()).isEqualTo(5 * 5 + 6 * 3);
        assertThat(run.last().ledger().difference()).isZero();
        assertThat(run.last().learner().step()).isLessThan(run.last().ledger().trained() / 16);
        assertThat(before).isPositive();
    }

    @Test
    void refusesOtherClasses(@TempDir Path savepoints) throws Exception {
        TrainRun run = longRun(1);
        String savepoint = stopOnTheWay(run, run.submit(Map.of()), savepoints, ENOUGH);

        assertThatThrownBy(() -> run.finish(
                        run.submit(Map.of("model.classes", List.of("b", "a", "c")), Optional.of(savepoint), "")))
                .rootCause()
                .hasMessageContaining("the savepoint was made with 4 features and classes a, b, c");
    }
}
