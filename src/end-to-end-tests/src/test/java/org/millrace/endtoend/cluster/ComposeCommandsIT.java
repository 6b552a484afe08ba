package org.millrace.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.operators.format.EvaluationJson;
import org.millrace.operators.record.EvaluationRecord;

/**
 * What the containers of {@code docker-compose.yml} run, with its very command lines, in processes of this machine: a broker, a Flink
 * that forgets its jobs, the producer, and what submits the job.
 */
class ComposeCommandsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String EXAMPLES = "digits";
    private static final String EVALUATIONS = "digits-evaluations";

    /** Examples from one evaluation to the next, at most: two cycles of validation. */
    private static final long APART = 1_000;

    @TempDir
    private Path directory;

    private Cluster cluster;
    private ServerProcess producer;
    private ServerProcess train;
    private Path logs;

    @BeforeEach
    void up() throws Exception {
        logs = Path.of("target", "cluster", getClass().getSimpleName()).toAbsolutePath();
        cluster = new Cluster(
                directory,
                getClass().getSimpleName(),
                Map.of(
                        "high-availability.type",
                        "NONE",
                        "jobmanager.rpc.port",
                        Ports.free(1).get(0).toString()));
        Path stream = directory.resolve("stream");
        ComposeFile.copyStream(
                EXAMPLES,
                stream,
                Map.of(
                        "kafka:19092",
                        cluster.kafka().servers(),
                        "file:///opt/flink/checkpoints",
                        directory.resolve("checkpoints").toUri().toString(),
                        "checkpoint-interval: 10s",
                        "checkpoint-interval: 1s"));
        ComposeFile file = new ComposeFile(Map.of(
                "/opt/flink/usrlib/millrace-job.jar",
                FlinkHome.jobJar().toString(),
                "/opt/flink/lib",
                FlinkHome.lib().toString(),
                "/etc/millrace",
                stream.toString(),
                "jobmanager:8081",
                cluster.flink().rest().address()));
        producer = process("producer", file);
        train = process("train", file);
        cluster.start();
        producer.start();
        train.start();
    }

    private ServerProcess process(String service, ComposeFile file) throws IOException {
        Path log = logs.resolve(service + ".log");
        Files.deleteIfExists(log);
        return new ServerProcess(
                service, file.command(service), Map.of("JDK_JAVA_OPTIONS", JavaCommand.START_QUICKLY), log);
    }

    @AfterEach
    void down() {
        train.close();
        producer.close();
        cluster.close();
    }

    @Test
    void theSameLearnerGoesOnWhateverIsRestarted() throws Exception {
        awaitReadMoreThan(2 * APART);

        cluster.kafka().process().kill();
        cluster.kafka().start();
        assertGoesOn();

        cluster.flink().jobManager().stop();
        cluster.flink().jobManager().start();
        assertGoesOn();

        stopEverything();
        startEverything();
        assertGoesOn();

        assertThat(logs.resolve("train.log"))
                .content()
                .containsOnlyOnce(", anew")
                .contains("to go on from file:");
        assertThat(logs.resolve("producer.log")).content().contains("going on after them");
    }

    private void stopEverything() throws Exception {
        train.stop();
        producer.stop();
        for (ServerProcess taskManager : cluster.flink().taskManagers()) {
            taskManager.stop();
        }
        cluster.flink().jobManager().stop();
        cluster.kafka().process().stop();
    }

    private void startEverything() throws Exception {
        cluster.kafka().start();
        cluster.flink().jobManager().start();
        for (ServerProcess taskManager : cluster.flink().taskManagers()) {
            taskManager.start();
        }
        producer.start();
        train.start();
    }

    /** A learner that begins anew has read no more than the first few examples. */
    private void assertGoesOn() throws IOException {
        List<EvaluationRecord> before = evaluations();
        EvaluationRecord last = before.get(before.size() - 1);
        awaitReadMoreThan(last.ledger().read() + APART);

        List<EvaluationRecord> after = evaluations();
        assertThat(after.subList(before.size(), after.size())).allSatisfy(record -> {
            assertThat(record.ledger().read()).isGreaterThan(last.ledger().read() - APART);
            assertThat(record.learner().step()).isGreaterThan(last.learner().step() - APART);
        });
    }

    private void awaitReadMoreThan(long examples) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> latest().ledger().read() > examples);
    }

    private EvaluationRecord latest() throws IOException {
        List<EvaluationRecord> all = evaluations();
        return all.get(all.size() - 1);
    }

    private List<EvaluationRecord> evaluations() throws IOException {
        List<EvaluationRecord> evaluations = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : cluster.topics().readCommitted(EVALUATIONS)) {
            evaluations.add(EvaluationJson.read(record.value()));
        }
        return evaluations;
    }
}
