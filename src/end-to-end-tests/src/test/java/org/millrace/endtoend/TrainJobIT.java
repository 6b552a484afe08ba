package org.millrace.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.Keys;
import org.millrace.jobs.train.FlinkSettings;
import org.millrace.jobs.train.TrainJob;
import org.millrace.jobs.train.TrainPlan;
import org.millrace.jobs.train.TrainTopology;
import org.millrace.operators.format.EvaluationJson;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Kind;
import org.millrace.operators.record.Ledger;
import org.millrace.operators.source.ReplaySource;

/** The whole training job between the topics of a real broker. */
@TestInstance(Lifecycle.PER_CLASS)
class TrainJobIT {

    private static final int FEATURES = 4;

    private Broker broker;
    private MiniCluster cluster;
    private int topics;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        broker = new Broker(directory);
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(new Configuration())
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(4)
                .withRandomPorts()
                .build());
        cluster.start();
    }

    @AfterAll
    void stop() throws Exception {
        cluster.close();
        broker.close();
    }

    /** Topics of its own for a run, and what is configured for it. */
    private final class Run {
        private final Map<String, Object> settings = new HashMap<>();
        private final String prefix = "run-" + topics++ + "-";
        private final int partitions;

        Run(int partitions, Map<String, Object> settings) {
            this.partitions = partitions;
            for (String topic : List.of("examples", "evaluations", "dead-letters")) {
                broker.createTopic(prefix + topic, topic.equals("examples") ? partitions : 1);
                this.settings.put("topics." + topic, prefix + topic);
            }
            this.settings.put("model.features", FEATURES);
            this.settings.put("model.classes", List.of("a", "b", "c"));
            this.settings.put("validation.every", 100);
            this.settings.put("validation.window", 10);
            this.settings.put("training.batch-size", 16);
            this.settings.put("flink.checkpoint-interval", "100ms");
            this.settings.put("flink.checkpoint-min-pause", "10ms");
            this.settings.put("kafka.bootstrap.servers", broker.servers());
            this.settings.putAll(settings);
        }

        /** Three clusters of points. */
        void produceExamples(int count) throws Exception {
            Random random = new Random(5);
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int label = random.nextInt(3);
                StringBuilder features = new StringBuilder();
                for (int j = 0; j < FEATURES; j++) {
                    features.append(j == 0 ? "" : ",").append(random.nextGaussian() + (j == label ? 3 : 0));
                }
                produce(records, i % partitions, "{\"features\":[" + features + "],\"label\":" + label + "}");
            }
            broker.produce(records);
        }

        private void produce(List<ProducerRecord<byte[], byte[]>> records, int partition, String value) {
            byte[] bytes = value == null ? null : value.getBytes(UTF_8);
            records.add(new ProducerRecord<>(prefix + "examples", partition, null, bytes));
        }

        JobID submit(Map<String, Object> changes, String savepoint) throws Exception {
            JobConfig config =
                    JobConfig.builder().known(settings).known(changes).build();
            Configuration flink = FlinkSettings.ofJob(config);
            if (savepoint != null) {
                flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
            }
            StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(flink);
            TrainJob.addTo(environment, config, "");
            StreamGraph graph = environment.getStreamGraph();
            return cluster.submitJob(graph).get().getJobID();
        }

        /** The same job, but its evaluations go to {@code evaluations}. */
        JobID submit(FailingOnce evaluations) throws Exception {
            JobConfig config = JobConfig.builder().known(settings).build();
            StreamExecutionEnvironment environment =
                    StreamExecutionEnvironment.getExecutionEnvironment(FlinkSettings.ofJob(config));
            String topic = prefix + "examples";
            TrainTopology.build(
                    environment,
                    TrainPlan.of(config),
                    partitions,
                    new ReplaySource(topic, Optional.of(topic), config.get(Keys.PASSES), config.kafkaProperties()),
                    evaluations,
                    new DiscardingSink<>());
            return cluster.submitJob(environment.getStreamGraph()).get().getJobID();
        }

        void finish(JobID job) throws Exception {
            cluster.requestJobResult(job).get().toJobExecutionResult(getClass().getClassLoader());
        }

        EvaluationRecord runToTheEnd() throws Exception {
            finish(submit(Map.of(), null));
            List<EvaluationRecord> evaluations = evaluations();
            return evaluations.get(evaluations.size() - 1);
        }

        List<EvaluationRecord> evaluations() throws IOException {
            List<EvaluationRecord> evaluations = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : broker.read(prefix + "evaluations")) {
                evaluations.add(EvaluationJson.read(record.value()));
            }
            return evaluations;
        }

        List<ConsumerRecord<byte[], byte[]>> deadLetters() {
            return broker.read(prefix + "dead-letters");
        }
    }

    private static String digest(EvaluationRecord record) {
        return record.network().orElseThrow().sha256();
    }

    @Test
    void learnsAndTellsTheWholeStoryInTheEvaluationsTopic() throws Exception {
        Run run = new Run(1, Map.of("training.passes", 3));
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
        List<String> digests = new ArrayList<>();
        for (int parallelism : new int[] {1, 1, 3}) {
            Run run = new Run(1, Map.of("training.passes", 2, "topics.examples", "same"));
            if (digests.isEmpty()) {
                broker.createTopic("same", 1);
                produceTo("same");
            }
            run.settings.put("flink.parallelism", parallelism);
            digests.add(digest(run.runToTheEnd()));
        }
        Run otherSeed = new Run(1, Map.of("training.passes", 2, "topics.examples", "same", "training.seed", 43));

        assertThat(digests).containsOnly(digests.get(0));
        assertThat(digest(otherSeed.runToTheEnd())).isNotEqualTo(digests.get(0));
    }

    private void produceTo(String topic) throws Exception {
        Random random = new Random(9);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 800; i++) {
            String value = "{\"features\":[" + random.nextGaussian() + ",1,2,3],\"label\":" + random.nextInt(3) + "}";
            records.add(new ProducerRecord<>(topic, 0, null, value.getBytes(UTF_8)));
        }
        broker.produce(records);
    }

    @Test
    void everyBadRecordBecomesOneDeadLetterAndTheJobGoesOn() throws Exception {
        Run run = new Run(1, Map.of("training.passes", 2));
        run.produceExamples(300);
        byte[] noise = new byte[900_000];
        new Random(3).nextBytes(noise);
        Map<String, byte[]> bad = new TreeMap<>();
        bad.put("WRONG_FEATURE_COUNT", "{\"features\":[1,2],\"label\":0}".getBytes(UTF_8));
        bad.put("NOT_A_FINITE_NUMBER", "{\"features\":[1,2,NaN,4],\"label\":0}".getBytes(UTF_8));
        bad.put("UNKNOWN_LABEL", "{\"features\":[1,2,3,4],\"label\":3}".getBytes(UTF_8));
        bad.put("MALFORMED", noise);
        bad.put("EMPTY_VALUE", null);
        bad.put("UNKNOWN_VERSION", binaryOfVersion(9));
        bad.put("UNKNOWN_CONTENT_TYPE", "x".getBytes(UTF_8));
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        bad.forEach((reason, value) -> {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(run.prefix + "examples", 0, ("key of " + reason).getBytes(UTF_8), value);
            record.headers().add("trace", "t-1".getBytes(UTF_8));
            switch (reason) {
                case "UNKNOWN_VERSION" -> header(record, "content-type", "application/vnd.millrace.example");
                case "UNKNOWN_CONTENT_TYPE" -> header(record, "content-type", "text/csv");
                default -> header(record, "content-type", "application/json");
            }
            records.add(record);
        });
        broker.produce(records);
        run.produceExamples(300);

        EvaluationRecord test = run.runToTheEnd();

        assertThat(test.ledger().deadLettered()).isEqualTo(7);
        assertThat(test.ledger().difference()).isZero();
        List<ConsumerRecord<byte[], byte[]>> letters = run.deadLetters();
        assertThat(letters).hasSize(7);
        for (ConsumerRecord<byte[], byte[]> letter : letters) {
            String reason = header(letter, "millrace.reason");
            assertThat(new String(letter.key(), UTF_8)).isEqualTo("key of " + reason);
            assertThat(letter.value()).isEqualTo(bad.get(reason));
            assertThat(header(letter, "trace")).isEqualTo("t-1");
            assertThat(header(letter, "__connect.errors.topic")).isEqualTo(run.prefix + "examples");
            assertThat(header(letter, "__connect.errors.partition")).isEqualTo("0");
            assertThat(Integer.parseInt(header(letter, "__connect.errors.offset")))
                    .isBetween(300, 306);
            assertThat(header(letter, "__connect.errors.exception.message"))
                    .isNotBlank()
                    .hasSizeLessThan(1_000);
        }
        assertThat(letters.stream().map(letter -> header(letter, "millrace.reason")))
                .containsExactlyInAnyOrderElementsOf(bad.keySet());
    }

    private static byte[] binaryOfVersion(int version) {
        byte[] value = new byte[26];
        value[0] = 'M';
        value[1] = 'X';
        value[2] = (byte) version;
        return value;
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(UTF_8));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return new String(header.value(), UTF_8);
    }

    @Test
    void resumesFromASavepointAsIfItHadNeverStopped(@TempDir Path savepoints) throws Exception {
        broker.createTopic("resumed", 1);
        produceTo("resumed");
        Map<String, Object> settings =
                Map.of("topics.examples", "resumed", "training.passes", 60, "training.clip-norm", 1.0);
        Run uninterrupted = new Run(1, settings);
        EvaluationRecord expected = uninterrupted.runToTheEnd();
        Run stopped = new Run(1, settings);

        JobID job = stopped.submit(Map.of(), null);
        await().atMost(Duration.ofSeconds(60)).until(() -> stopped.evaluations().size() > 20);
        String savepoint = cluster.stopWithSavepoint(
                        job, savepoints.toUri().toString(), false, SavepointFormatType.CANONICAL)
                .get();
        assertThat(stopped.evaluations()).noneMatch(record -> record.kind() == Kind.TEST);
        stopped.finish(stopped.submit(Map.of("flink.parallelism", 2), savepoint));

        List<EvaluationRecord> evaluations = stopped.evaluations();
        EvaluationRecord test = evaluations.get(evaluations.size() - 1);
        assertThat(digest(test)).isEqualTo(digest(expected));
        assertThat(test.ledger()).isEqualTo(expected.ledger());
        assertThat(test.heldOut())
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(expected.heldOut());
        assertThat(evaluations)
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(uninterrupted.evaluations());
    }

    @ParameterizedTest(name = "a failure at {0} of pass {1}, checkpoints every {2}, {3} partitions")
    @CsvSource({"PASS, 2, 50ms, 1", "TEST, 1, 50ms, 1", "TEST, 1, 1h, 1", "WINDOW, 2, 1h, 1", "TEST, 1, 1h, 3"})
    void losesAndRepeatsNothingWhenATaskFails(Kind kind, int pass, String interval, int partitions) throws Exception {
        Run run = new Run(partitions, Map.of("training.passes", 3, "flink.checkpoint-interval", interval));
        run.produceExamples(1_500);
        FailingOnce calm = new FailingOnce(run.prefix + "calm", kind, -1);
        FailingOnce failing = new FailingOnce(run.prefix + "failing", kind, pass);

        run.finish(run.submit(calm));
        run.finish(run.submit(failing));

        assertThat(failing.hasFailed()).isTrue();
        EvaluationRecord expected = calm.records().get("millrace/TEST/1");
        EvaluationRecord test = failing.records().get("millrace/TEST/1");
        assertThat(test.ledger()).isEqualTo(expected.ledger());
        assertThat(failing.records()).containsOnlyKeys(calm.records().keySet());
        if (partitions == 1) {
            assertThat(failing.records())
                    .usingRecursiveComparison()
                    .withEqualsForType(Double::equals, Double.class)
                    .isEqualTo(calm.records());
        }
    }

    @Test
    void followsALiveTopic() throws Exception {
        Run run = new Run(2, Map.of("source.mode", "live"));
        run.produceExamples(500);

        JobID job = run.submit(Map.of(), null);
        await().atMost(Duration.ofSeconds(60)).until(() -> run.evaluations().size() >= 4);
        run.produceExamples(1_000);
        await().atMost(Duration.ofSeconds(60)).until(() -> run.evaluations().size() >= 12);
        cluster.cancelJob(job).get();

        List<EvaluationRecord> windows = run.evaluations().stream()
                .filter(record -> record.kind() == Kind.WINDOW)
                .toList();
        assertThat(windows).allSatisfy(window -> {
            assertThat(window.examples().orElseThrow().firstOffset() % 100).isGreaterThanOrEqualTo(90);
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
        Run run = new Run(1, Map.of("training.passes", 2));
        run.produceExamples(500);
        Run tests = new Run(1, Map.of());
        tests.produceExamples(200);
        run.settings.put("test.topic", tests.prefix + "examples");

        EvaluationRecord test = run.runToTheEnd();

        assertThat(test.ledger()).isEqualTo(new Ledger(2 * 500 + 200, 2 * 450, 2 * 50, 200, 0));
    }
}
