package org.millrace.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.Keys;
import org.millrace.jobs.flink.FlinkConfiguration;
import org.millrace.jobs.train.TrainPipeline;
import org.millrace.jobs.train.TrainPlan;
import org.millrace.model.evaluation.ConfusionMatrix;
import org.millrace.operators.format.EvaluationJson;
import org.millrace.operators.record.EvaluationRecord;

/** Records as topics hold them: compressed, in transactions, with gaps and tombstones, from clients of other languages. */
@TestInstance(Lifecycle.PER_CLASS)
class TrainRecordsIT {

    private static final Path CONTRACT =
            Path.of("../docs/data-contract.md").toAbsolutePath().normalize();

    @TempDir
    private Path directory;

    private TestCluster cluster;
    private Admin admin;
    private String prefix;

    @BeforeAll
    void start(@TempDir Path kafka) throws Exception {
        cluster = TestCluster.start(kafka);
        admin = Admin.create(Map.of("bootstrap.servers", cluster.broker().servers()));
    }

    @AfterAll
    void stop() throws Exception {
        admin.close(Duration.ZERO);
        cluster.close();
    }

    @BeforeEach
    void createTopics() throws Exception {
        prefix = "records-" + UUID.randomUUID() + "-";
        cluster.broker().createTopic(prefix + "evaluations", 1);
        cluster.broker().createTopic(prefix + "dead-letters", 1);
    }

    /** Trains on all of the topic, and returns the evaluation of the pass. */
    private EvaluationRecord train(String features) throws Exception {
        Path file = Files.writeString(directory.resolve("job.yaml"), features);
        JobConfig config = Keys.builder()
                .known(Map.of(
                        "kafka.bootstrap.servers",
                        cluster.broker().servers(),
                        "topics.examples",
                        prefix + "examples",
                        "topics.evaluations",
                        prefix + "evaluations",
                        "topics.dead-letters",
                        prefix + "dead-letters",
                        "training.batch-size",
                        4,
                        "validation.window",
                        0,
                        "test.fraction",
                        0))
                .file(file)
                .build();
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(FlinkConfiguration.ofJob(config));
        new TrainPipeline(config, TrainPlan.KEEP_LEARNER).addTo(environment);
        var job = cluster.flink().submitJob(environment.getStreamGraph()).get().getJobID();
        cluster.flink()
                .requestJobResult(job)
                .get()
                .toJobExecutionResult(getClass().getClassLoader());
        List<ConsumerRecord<byte[], byte[]>> evaluations = cluster.broker().readCommitted(prefix + "evaluations");
        return EvaluationJson.read(evaluations.get(evaluations.size() - 1).value());
    }

    private static Map<String, Long> trainedByClass(EvaluationRecord evaluation, List<String> classes) {
        ConfusionMatrix matrix =
                evaluation.training().orElseThrow().confusionMatrix().orElseThrow();
        Map<String, Long> counts = new TreeMap<>();
        for (int k = 0; k < classes.size(); k++) {
            counts.put(classes.get(k), matrix.support(k));
        }
        return counts;
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> properties = new TreeMap<>(more);
        properties.put("bootstrap.servers", cluster.broker().servers());
        properties.put("linger.ms", 50);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private ProducerRecord<byte[], byte[]> record(String key, String label) {
        String value = "{\"amount\":%d,\"label\":\"%s\"}".formatted(key.hashCode() % 10, label);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                prefix + "examples",
                0,
                1_767_225_600_000L,
                ("{\"order\":\"" + key + "\"}").getBytes(UTF_8),
                label.equals("tombstone") ? null : value.getBytes(UTF_8));
        record.headers().add("shop", "north".getBytes(UTF_8));
        return record;
    }

    private void send(KafkaProducer<byte[], byte[]> producer, int count, String keys, String label) throws Exception {
        List<Future<?>> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sent.add(producer.send(record(keys + i, label)));
        }
        producer.flush();
        for (Future<?> record : sent) {
            var unused = record.get();
        }
    }

    private void createCompactedTopic() throws Exception {
        // Compaction looks for work every 15 seconds unless told otherwise.
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.BROKER, ""),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("log.cleaner.backoff.ms", "100"), AlterConfigOp.OpType.SET))))
                .all()
                .get();
        admin.createTopics(List.of(new NewTopic(prefix + "examples", Optional.of(1), Optional.empty())
                        .configs(Map.of(
                                "cleanup.policy", "compact",
                                "segment.ms", "200",
                                "min.cleanable.dirty.ratio", "0.01"))))
                .all()
                .get();
    }

    private long remaining(String label) {
        return cluster.broker().readCommitted(prefix + "examples").stream()
                .filter(record -> record.value() != null && new String(record.value(), UTF_8).contains(label))
                .count();
    }

    @Test
    void eachRecordOfATopicWithEverythingInItIsTrainedOnOnceOrADeadLetter() throws Exception {
        List<String> classes = List.of("aborted", "committed", "gzip", "lz4", "new", "none", "old", "snappy", "zstd");
        createCompactedTopic();
        try (KafkaProducer<byte[], byte[]> plain = producer(Map.of());
                KafkaProducer<byte[], byte[]> transactional = producer(Map.of("transactional.id", prefix))) {
            send(plain, 20, "again-", "old");
            for (String compression : List.of("none", "gzip", "snappy", "lz4", "zstd")) {
                try (KafkaProducer<byte[], byte[]> compressed = producer(Map.of("compression.type", compression))) {
                    send(compressed, 10, compression, compression);
                }
            }
            send(plain, 20, "again-", "new");
            transactional.initTransactions();
            transactional.beginTransaction();
            send(transactional, 7, "aborted", "aborted");
            transactional.abortTransaction();
            transactional.beginTransaction();
            send(transactional, 8, "committed", "committed");
            transactional.commitTransaction();
            send(plain, 5, "gone", "tombstone");
            // A segment is compacted once another has begun.
            int[] number = {0};
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> {
                        send(plain, 1, "roll-" + number[0]++, "none");
                        return remaining("old") == 0;
                    });
        }
        long none = remaining("none");

        EvaluationRecord pass = train("""
                features:
                  - {field: amount}
                  - {field: "@key.order", kind: category, buckets: 4}
                  - {field: "@header.shop", kind: category, values: [north]}
                  - {field: "@timestamp", kind: time, parts: [hour]}
                model.classes: [%s]
                """.formatted(String.join(", ", classes)));

        assertThat(trainedByClass(pass, classes))
                .isEqualTo(Map.of(
                        "aborted",
                        0L,
                        "committed",
                        8L,
                        "gzip",
                        10L,
                        "lz4",
                        10L,
                        "new",
                        20L,
                        "none",
                        none,
                        "old",
                        0L,
                        "snappy",
                        10L,
                        "zstd",
                        10L));
        assertThat(pass.ledger().deadLettered()).isEqualTo(5);
        assertThat(pass.ledger().read()).isEqualTo(5 + 68 + none);
        assertThat(pass.ledger().difference()).isZero();
        assertThat(cluster.broker().readCommitted(prefix + "dead-letters"))
                .extracting(letter -> new String(letter.key(), UTF_8))
                .containsExactly(
                        "{\"order\":\"gone0\"}",
                        "{\"order\":\"gone1\"}",
                        "{\"order\":\"gone2\"}",
                        "{\"order\":\"gone3\"}",
                        "{\"order\":\"gone4\"}");
    }

    /** The block of a language in the data contract that speaks of producing, for this broker and topic. */
    private String fromTheContract(String language) throws Exception {
        Matcher block = Pattern.compile(
                        "## Produce with Python, with kcat.*?```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(CONTRACT));
        assertThat(block.find()).as("a block of %s in %s", language, CONTRACT).isTrue();
        return block.group(1)
                .replace("localhost:9092", cluster.broker().servers())
                .replace("examples", prefix + "examples");
    }

    private void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = process.inputReader().lines().collect(joining("\n"));
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }

    @Test
    void trainsOnRecordsThatPythonAndKcatWriteAsTheDataContractShows() throws Exception {
        OptionalComponent.require(Path.of("/usr/lib/python3/dist-packages/confluent_kafka"), "python3-confluent-kafka");
        OptionalComponent.require(Path.of("/usr/bin/kcat"), "kcat");
        cluster.broker().createTopic(prefix + "examples", 1);

        run("/usr/bin/python3", "-c", fromTheContract("python"));
        run("/bin/sh", "-c", fromTheContract("sh"));
        EvaluationRecord pass = train(fromTheContract("yaml"));

        assertThat(trainedByClass(pass, List.of("ok", "fraud"))).isEqualTo(Map.of("ok", 801L, "fraud", 200L));
        assertThat(pass.ledger().deadLettered()).isZero();
        assertThat(pass.ledger().read()).isEqualTo(1001);
    }
}
