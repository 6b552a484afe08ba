package org.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
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
import org.millrace.jobs.flink.Failures;
import org.millrace.operators.record.Ledger;

/** What is left to read does not follow what was read: records expired, or the topic is another. */
@TestInstance(Lifecycle.PER_CLASS)
class LostRecordsIT {

    private static final Map<String, Object> SKIP = Map.of("source.on-lost-records", "skip");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int BATCH = 10;

    private TestCluster cluster;
    private String savepoints;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        cluster = TestCluster.start(directory.resolve("kafka"));
        savepoints = directory.resolve("savepoints").toUri().toString();
    }

    @AfterAll
    void stop() throws Exception {
        cluster.close();
    }

    /** Whose windows end with every batch, so that the ledger is told soon. */
    private TrainRun run(Map<String, Object> changes) throws Exception {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "test.fraction",
                0,
                "validation.every",
                2 * BATCH,
                "validation.window",
                BATCH,
                "training.batch-size",
                BATCH));
        settings.putAll(changes);
        return new TrainRun(cluster, 1, settings);
    }

    private TrainRun liveRun() throws Exception {
        return run(Map.of("source.mode", "live"));
    }

    private static void awaitRead(TrainRun run, long records) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IndexOutOfBoundsException.class)
                .until(() -> run.last().ledger().read() >= records);
    }

    private String stop(TrainRun run, JobID job) throws Exception {
        return run.stopWithSavepoint(job, savepoints);
    }

    private static JobID resume(TrainRun run, String savepoint, Map<String, Object> changes) throws Exception {
        return run.submit(changes, Optional.of(savepoint), "");
    }

    private static String failure(TrainRun run, JobID job) {
        return Failures.reason(catchThrowable(() -> run.finish(job)));
    }

    /** Four hundred records are read, then two hundred more are produced of which half expire unread. */
    private String readFourHundredAndLoseAHundred(TrainRun run) throws Exception {
        run.produceExamples(400);
        JobID job = run.submit(Map.of());
        awaitRead(run, 400);
        String savepoint = stop(run, job);
        run.produceExamples(400, 200);
        cluster.broker().topics().deleteRecords(run.topic("examples"), 500);
        return savepoint;
    }

    @Test
    void aLiveJobThatWasOvertakenByRetentionSaysWhereAndHowToGoOn() throws Exception {
        TrainRun run = liveRun();

        JobID job = resume(run, readFourHundredAndLoseAHundred(run), Map.of());

        assertThat(failure(run, job))
                .isEqualTo("partition " + run.topic("examples")
                        + "-0 begins at offset 500, and offset 400 is to be read next: 100 records have fallen out of its"
                        + " retention; make the retention longer, and set source.on-lost-records to skip to resume without"
                        + " them");
    }

    @Test
    void aLiveJobGoesOnWithoutWhatIsLostAndCountsItOnceOverRestarts() throws Exception {
        TrainRun run = liveRun();
        JobID job = resume(run, readFourHundredAndLoseAHundred(run), SKIP);
        awaitRead(run, 500);
        String savepoint = stop(run, job);
        run.produceExamples(600, 100);
        JobID again = resume(run, savepoint, SKIP);
        awaitRead(run, 600);
        stop(run, again);

        Ledger ledger = run.last().ledger();
        assertThat(ledger.read()).isEqualTo(600);
        assertThat(ledger.lost()).isEqualTo(100);
        assertThat(ledger.difference()).isZero();
    }

    @Test
    void everyOffsetOfEveryPassIsReadOrLost() throws Exception {
        TrainRun run = run(Map.of("training.passes", 60, "source.on-lost-records", "skip"));
        run.produceExamples(600);
        JobID job = run.submit(Map.of());
        await().atMost(PATIENCE).until(() -> run.evaluations().size() > 50);
        cluster.broker().topics().deleteRecords(run.topic("examples"), 200);

        run.finish(job);

        Ledger ledger = run.last().ledger();
        assertThat(ledger.read() + ledger.lost()).isEqualTo(60 * 600);
        assertThat(ledger.lost()).isPositive().isLessThan(60 * 200);
        assertThat(ledger.difference()).isZero();
    }

    @Test
    void passesOfWhichRecordsExpireEndWithOneSentence() throws Exception {
        TrainRun run = run(Map.of("training.passes", 1000));
        run.produceExamples(600);
        JobID job = run.submit(Map.of());
        await().atMost(PATIENCE).until(() -> run.evaluations().size() > 50);
        cluster.broker().topics().deleteRecords(run.topic("examples"), 200);

        assertThat(failure(run, job))
                .startsWith("partition " + run.topic("examples") + "-0 begins at offset 200, and offset ")
                .contains("source.on-lost-records");
    }

    @ParameterizedTest
    @ValueSource(strings = {"live", "passes"})
    void aTopicThatIsDeletedEndsTheJobWithOneSentence(String mode) throws Exception {
        TrainRun run = run(Map.of("source.mode", mode, "training.passes", 100_000, "source.on-lost-records", "skip"));
        run.produceExamples(600);
        JobID job = run.submit(Map.of());
        awaitRead(run, 600);
        cluster.broker().topics().delete(run.topic("examples"));

        assertThat(failure(run, job))
                .startsWith("topic " + run.topic("examples") + " does not exist; if it was deleted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"live", "passes"})
    void offsetsAreNeverTakenForThoseOfAnotherTopicOfTheName(String mode) throws Exception {
        // Time enough to make it again before a checkpoint finds that it is gone.
        Map<String, Object> rareCheckpoints = Map.of("flink.checkpoint-interval", "4s");
        TrainRun run = run(Map.of("source.mode", mode, "training.passes", 100_000));
        run.produceExamples(600);
        JobID job = run.submit(rareCheckpoints);
        awaitRead(run, 600);
        makeAgain(run);

        assertThat(failure(run, job)).contains("was deleted and made again").contains("start a new job");
    }

    @Test
    void aLiveJobMayKeepItsWeightsAndReadTheNewTopicFromItsBeginning() throws Exception {
        TrainRun run = liveRun();
        run.produceExamples(400);
        JobID job = run.submit(Map.of());
        awaitRead(run, 400);
        String savepoint = stop(run, job);
        makeAgain(run);

        assertThat(failure(run, resume(run, savepoint, Map.of()))).contains("source.on-lost-records to skip");
        JobID again = resume(run, savepoint, SKIP);
        awaitRead(run, 400 + 700);
        stop(run, again);

        assertThat(run.last().ledger().read()).isEqualTo(400 + 700);
        assertThat(run.last().learner().step()).isEqualTo((400 + 700) / BATCH / 2);
    }

    /** Another topic of the same name, with more records than the first had. */
    private void makeAgain(TrainRun run) throws Exception {
        Topics topics = cluster.broker().topics();
        topics.delete(run.topic("examples"));
        await().ignoreExceptions().until(() -> {
            topics.create(run.topic("examples"), 1);
            return true;
        });
        run.produceExamples(700);
    }
}
