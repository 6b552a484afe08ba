package org.millrace.endtoend.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.operators.format.EvaluationJson;

/**
 * What the containers of {@code docker-compose.yml} run, with its very command lines, in processes of this machine: a broker, a Flink
 * that forgets its jobs, the producer, and what submits the job.
 */
class ComposeCommandsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String EXAMPLES = "digits";
    private static final String EVALUATIONS = "digits-evaluations";

    /** Examples of some evaluations. */
    private static final long MORE = 1_500;

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
        await().atMost(PATIENCE).ignoreExceptions().until(() -> read() > MORE);

        cluster.kafka().process().kill();
        cluster.flink().jobManager().stop();
        cluster.kafka().start();
        cluster.flink().jobManager().start();
        awaitMoreExamples();

        stopEverything();
        startEverything();
        awaitMoreExamples();

        // What comes again comes from the same learner, to the last digit.
        assertThat(evaluations())
                .hasSizeGreaterThan(5)
                .allSatisfy((window, values) -> assertThat(values).as(window).hasSize(1));
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

    private void awaitMoreExamples() throws IOException {
        long before = read();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> read() > before + MORE);
    }

    /** How many examples the job has read, at the latest evaluation. */
    private long read() throws IOException {
        List<ConsumerRecord<byte[], byte[]>> records = cluster.topics().readCommitted(EVALUATIONS);
        return records.isEmpty()
                ? 0
                : EvaluationJson.read(records.get(records.size() - 1).value())
                        .ledger()
                        .read();
    }

    /** The different values of each window that was evaluated. */
    private Map<String, Set<String>> evaluations() {
        return cluster.topics().readCommitted(EVALUATIONS).stream()
                .collect(groupingBy(
                        record -> new String(record.key(), UTF_8),
                        mapping(record -> new String(record.value(), UTF_8), toSet())));
    }
}
