package org.millrace.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.endtoend.cluster.TrainingRun.Outcome;

/**
 * Exactly once: whatever is killed, a run ends with the weights of a run that nothing happened to, to the last bit, and
 * has told the same on the way. Faults come at a moment that is seen from outside, never after a time.
 */
@TestInstance(Lifecycle.PER_CLASS)
class KillAnythingIT {

    private static final String EXAMPLES = "examples";
    private static final String FOUR_PARTITIONS = "examples-of-four-partitions";
    private static final Map<String, Object> IN_EVENT_TIME_ORDER =
            Map.of("training.order", "event-time", "topics.delivery", "exactly-once", "flink.parallelism", 2);

    private static final int COUNT = 20_000;

    /** Evaluations after which a run is well under way, in the middle of its second pass. */
    private static final int SOME = 60;

    /** A pass is some 3.4 MB. */
    private static final int BYTES_PER_SECOND = 2_500_000;

    private Path directory;
    private Cluster cluster;
    private Outcome calm;
    private Outcome calmInEventTimeOrder;

    @BeforeAll
    void runWithoutFaults(@TempDir Path temporary) throws Exception {
        directory = temporary;
        cluster = new Cluster(directory, getClass().getSimpleName());
        cluster.start();
        cluster.topics().limitReading(BYTES_PER_SECOND);
        produce(EXAMPLES, 1);
        produce(FOUR_PARTITIONS, 4);
        calm = withoutFaults(run("calm", Map.of()));
        calmInEventTimeOrder = withoutFaults(eventTimeRun("event-time-calm"));
    }

    private void produce(String topic, int partitions) throws Exception {
        cluster.topics().create(topic, partitions);
        cluster.topics().produce(new PointClouds(topic, partitions).next(COUNT));
    }

    private static Outcome withoutFaults(TrainingRun run) throws Exception {
        run.start();
        Outcome outcome = run.finish();
        assertThat(outcome.test().ledger().difference()).isZero();
        assertThat(outcome.evaluations().values()).allMatch(said -> said.size() == 1);
        assertThat(outcome.deadLetters()).hasSize(COUNT / PointClouds.BAD_EVERY);
        return outcome;
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @BeforeEach
    void heal() throws Exception {
        cluster.heal();
        cluster.topics().limitReading(BYTES_PER_SECOND);
    }

    private TrainingRun run(String name, Map<String, Object> changes) throws Exception {
        return new TrainingRun(cluster, name, directory, DemandingTraining.on(EXAMPLES, changes));
    }

    /** Several partitions, merged by their timestamps, into transactions. */
    private TrainingRun eventTimeRun(String name) throws Exception {
        return new TrainingRun(cluster, name, directory, DemandingTraining.on(FOUR_PARTITIONS, IN_EVENT_TIME_ORDER));
    }

    private void assertNothingShows(TrainingRun run) throws Exception {
        assertSame(calm, run.finish());
    }

    private static void assertSame(Outcome calm, Outcome outcome) throws Exception {
        assertThat(outcome.test().network()).isEqualTo(calm.test().network());
        assertThat(outcome.test().ledger()).isEqualTo(calm.test().ledger());
        assertThat(outcome).isEqualTo(calm);
    }

    @Test
    void trainingTaskManagerIsKilledBeforeTheFirstCheckpoint() throws Exception {
        TrainingRun run = run("before-a-checkpoint", Map.of("flink.checkpoint-interval", "1h"));
        run.start();
        run.awaitMoreEvaluations(SOME);

        ServerProcess trainer = run.trainer();
        trainer.kill();

        assertNothingShows(run);
        assertThat(cluster.flink().rest().restoredCheckpoint(run.job())).isEmpty();
    }

    @Test
    void trainingTaskManagerIsKilledDuringACheckpoint() throws Exception {
        TrainingRun run = run("during-a-checkpoint", Map.of());
        run.start();
        run.awaitMoreEvaluations(SOME);
        ServerProcess trainer = run.trainer();

        long checkpoint = run.holdUpACheckpoint(cluster.kafka().process());
        trainer.kill();
        cluster.kafka().process().resume();

        assertNothingShows(run);
        assertThat(cluster.flink().rest().restoredCheckpoint(run.job()))
                .hasValueSatisfying(restored -> assertThat(restored).isLessThan(checkpoint));
    }

    @Test
    void trainingTaskManagerIsKilledAfterACheckpoint() throws Exception {
        TrainingRun run = run("after-a-checkpoint", Map.of());
        run.start();
        run.awaitMoreEvaluations(SOME);
        run.awaitMoreCheckpoints(1);

        run.trainer().kill();

        assertNothingShows(run);
        assertThat(cluster.flink().rest().restoredCheckpoint(run.job())).isPresent();
    }

    @Test
    void trainingTaskManagerIsSilentForLongerThanItsHeartbeatMay() throws Exception {
        TrainingRun run = run("silent", Map.of());
        run.start();
        run.awaitMoreEvaluations(SOME);

        ServerProcess trainer = run.trainer();
        trainer.pause();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> !cluster.flink().rest().taskManagers().contains(trainer.name()));
        run.awaitMoreEvaluations(1);
        // What it still has in its buffers it now writes, long after another has taken its place.
        trainer.resume();

        assertNothingShows(run);
    }

    @Test
    void jobManagerIsKilled() throws Exception {
        TrainingRun run = run("job-manager", Map.of());
        run.start();
        run.awaitMoreEvaluations(SOME);
        run.awaitMoreCheckpoints(1);

        cluster.flink().jobManager().kill();
        cluster.flink().jobManager().start();

        assertNothingShows(run);
        assertThat(cluster.flink().rest().restoredCheckpoint(run.job())).isPresent();
    }

    @Test
    void brokerIsKilled() throws Exception {
        TrainingRun run = run("broker", Map.of());
        run.start();
        run.awaitMoreEvaluations(SOME);

        cluster.kafka().process().kill();
        cluster.kafka().start();

        assertNothingShows(run);
    }

    @Test
    void directoryOfCheckpointsIsFull() throws Exception {
        try (TinyDisk disk = TinyDisk.mount(directory.resolve("disk"))) {
            TrainingRun run = run(
                    "full-disk",
                    Map.of(
                            "flink.checkpoint-directory",
                            disk.directory().toString(),
                            "flink.checkpoint-failures",
                            1_000_000));
            run.start();
            run.awaitMoreEvaluations(SOME);
            run.awaitMoreCheckpoints(1);

            run.awaitMoreFailedCheckpoints(3, disk::fill);
            run.trainer().kill();
            run.awaitWord();
            disk.free();

            assertNothingShows(run);
        }
    }

    @Test
    void parallelismChangesFromSavepointToSavepoint() throws Exception {
        Path savepoints = directory.resolve("savepoints");
        TrainingRun run = eventTimeRun("rescaled");
        cluster.topics().limitReading(BYTES_PER_SECOND / 2);
        run.start("flink.parallelism=1");
        run.awaitMoreEvaluations(SOME);
        String first = run.stop(savepoints);
        // Each of four readers may have so much.
        cluster.topics().limitReading(BYTES_PER_SECOND / 8);
        run.startFrom(first, "flink.parallelism=4");
        run.awaitMoreEvaluations(SOME);
        String second = run.stop(savepoints);
        cluster.topics().limitReading(BYTES_PER_SECOND);
        run.startFrom(second, "flink.parallelism=2");

        assertSame(calmInEventTimeOrder, run.finish());
        assertThat(run.repetitions()).isZero();
    }

    @Test
    void fiveKillsInOneRun() throws Exception {
        TrainingRun run = run("five-kills", Map.of());
        run.start();
        for (int kill = 0; kill < 5; kill++) {
            run.awaitMoreEvaluations(SOME / 2);
            ServerProcess trainer = run.trainer();
            trainer.kill();
            trainer.start();
        }

        assertNothingShows(run);
    }

    @Test
    void severalPartitionsInEventTimeOrderAreLearnedAndDeliveredExactlyOnce() throws Exception {
        TrainingRun run = eventTimeRun("event-time");
        run.start();
        run.awaitMoreEvaluations(SOME);
        run.trainer().kill();
        run.awaitMoreEvaluations(SOME);
        cluster.flink().jobManager().kill();
        cluster.flink().jobManager().start();

        assertSame(calmInEventTimeOrder, run.finish());
        assertThat(run.repetitions()).isZero();
    }

    @Test
    void liveTopicGoesOnAfterAKillAsItWouldHaveAlthoughAWindowAndABatchWereOpen() throws Exception {
        String topic = "live-examples";
        int untilAWindowIsOpen = 10_000 + 375;
        cluster.topics().create(topic, 1);
        PointClouds examples = new PointClouds(topic, 1);
        TrainingRun run = liveRun("live-killed", topic);
        TrainingRun calmRun = liveRun("live-calm", topic);

        cluster.topics().produce(examples.next(untilAWindowIsOpen));
        run.start();
        run.awaitCheckpointAfter("live-killed", topic, untilAWindowIsOpen);
        run.trainer().kill();
        cluster.topics().produce(examples.next(COUNT - untilAWindowIsOpen));
        run.awaitCheckpointAfter("live-killed", topic, COUNT);
        run.cancel();
        cluster.heal();
        calmRun.start();
        calmRun.awaitCheckpointAfter("live-calm", topic, COUNT);
        calmRun.cancel();

        assertThat(run.outcome()).isEqualTo(calmRun.outcome());
        assertThat(run.outcome().evaluations()).hasSizeGreaterThanOrEqualTo(COUNT / 500);
    }

    private TrainingRun liveRun(String name, String topic) throws Exception {
        Map<String, Object> live =
                Map.of("source.mode", "live", "kafka.group.id", name, "training.schedule", "constant");
        return new TrainingRun(cluster, name, directory, DemandingTraining.on(topic, live));
    }
}
