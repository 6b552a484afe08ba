package org.millrace.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.KafkaKeys;
import org.millrace.jobs.config.keys.Keys;
import org.millrace.jobs.config.keys.TrainingKeys;
import org.millrace.jobs.flink.FlinkConfiguration;
import org.millrace.jobs.train.TrainPipeline;
import org.millrace.jobs.train.TrainPlan;
import org.millrace.jobs.train.TrainTopology;
import org.millrace.operators.format.EvaluationJson;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.source.ReplaySource;

/** A run of the training job with topics of its own, and what is configured for it. */
final class TrainRun {

    static final int FEATURES = 4;

    private final TestCluster cluster;
    private final int partitions;
    private final String prefix = "run-" + UUID.randomUUID() + "-";
    private final Map<String, Object> settings = new HashMap<>();

    TrainRun(TestCluster cluster, int partitions, Map<String, Object> settings) throws Exception {
        this.cluster = cluster;
        this.partitions = partitions;
        for (String topic : List.of("examples", "evaluations", "dead-letters")) {
            cluster.broker().createTopic(topic(topic), topic.equals("examples") ? partitions : 1);
            this.settings.put("topics." + topic, topic(topic));
        }
        this.settings.put("model.features", FEATURES);
        this.settings.put("model.classes", List.of("a", "b", "c"));
        this.settings.put("validation.every", 100);
        this.settings.put("validation.window", 10);
        this.settings.put("training.batch-size", 16);
        this.settings.put("flink.checkpoint-interval", "100ms");
        this.settings.put("flink.checkpoint-min-pause", "10ms");
        this.settings.put("kafka.bootstrap.servers", cluster.broker().servers());
        this.settings.putAll(settings);
    }

    /** A run over the same examples, with other topics to write to and with changed settings. */
    TrainRun again(Map<String, Object> changes) throws Exception {
        Map<String, Object> same = new HashMap<>(settings);
        same.remove("topics.evaluations");
        same.remove("topics.dead-letters");
        same.putAll(changes);
        return new TrainRun(cluster, partitions, same);
    }

    /** The name of a topic of this run. */
    String topic(String name) {
        return prefix + name;
    }

    /** Three clusters of points, the same in every run, a millisecond apart, in turn over the partitions. */
    void produceExamples(int count) throws Exception {
        produceExamples(0, count);
    }

    /** Some of these examples: {@code count} from the one of number {@code first} on. */
    void produceExamples(int first, int count) throws Exception {
        String topic = settings.get("topics.examples").toString();
        Random random = new Random(5);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < first + count; i++) {
            int label = random.nextInt(3);
            StringBuilder features = new StringBuilder();
            for (int j = 0; j < FEATURES; j++) {
                features.append(j == 0 ? "" : ",").append(random.nextGaussian() + (j == label ? 3 : 0));
            }
            String value = "{\"features\":[" + features + "],\"label\":" + labelInJson(label) + "}";
            records.add(
                    new ProducerRecord<>(topic, i % partitions, 1_700_000_000_000L + i, null, value.getBytes(UTF_8)));
        }
        cluster.broker().produce(records.subList(first, first + count));
    }

    /** The number of a cluster as the label of the task: a class, what holds of it, or the number itself. */
    private String labelInJson(int cluster) {
        return settings.getOrDefault("model.task", "classification").equals("multi-label")
                ? "[%d,%d]".formatted(cluster == 0 ? 1 : 0, cluster == 2 ? 0 : 1)
                : Integer.toString(cluster);
    }

    /** Submits the job with changed settings. */
    JobID submit(Map<String, Object> changes) throws Exception {
        return submit(changes, Optional.empty(), TrainPlan.KEEP_LEARNER);
    }

    JobID submit(Map<String, Object> changes, Optional<String> savepoint, String reset) throws Exception {
        JobConfig config = Keys.builder().known(settings).known(changes).build();
        Configuration flink = FlinkConfiguration.ofJob(config);
        savepoint.ifPresent(path -> flink.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        new TrainPipeline(config, reset).addTo(environment);
        return cluster.flink().submitJob(environment.getStreamGraph()).get().getJobID();
    }

    /** Submits the same job, but its evaluations go to {@code evaluations}. */
    JobID submit(FailingOnce evaluations) throws Exception {
        JobConfig config = Keys.builder().known(settings).build();
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(FlinkConfiguration.ofJob(config));
        String topic = config.get(KafkaKeys.EXAMPLES_TOPIC);
        TrainTopology.build(
                environment,
                TrainPlan.of(config),
                partitions,
                new ReplaySource(topic, Optional.of(topic), config.get(TrainingKeys.PASSES), config.kafkaProperties()),
                evaluations,
                new DiscardingSink<>());
        return cluster.flink().submitJob(environment.getStreamGraph()).get().getJobID();
    }

    void finish(JobID job) throws Exception {
        cluster.flink()
                .requestJobResult(job)
                .get()
                .toJobExecutionResult(getClass().getClassLoader());
    }

    /** @return where the savepoint is */
    String stopWithSavepoint(JobID job, String directory) throws Exception {
        return cluster.flink()
                .stopWithSavepoint(job, directory, false, SavepointFormatType.CANONICAL)
                .get();
    }

    EvaluationRecord runToTheEnd() throws Exception {
        finish(submit(Map.of()));
        return last();
    }

    EvaluationRecord last() throws IOException {
        List<EvaluationRecord> evaluations = evaluations();
        return evaluations.get(evaluations.size() - 1);
    }

    List<EvaluationRecord> evaluations() throws IOException {
        List<EvaluationRecord> evaluations = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : cluster.broker().readCommitted(topic("evaluations"))) {
            evaluations.add(EvaluationJson.read(record.value()));
        }
        return evaluations;
    }

    /** The evaluations as they stand in the topic. */
    List<String> told() {
        return cluster.broker().readCommitted(topic("evaluations")).stream()
                .map(record -> new String(record.value(), UTF_8))
                .toList();
    }

    /** The evaluations by their key, each as it was written last. */
    Map<String, EvaluationRecord> evaluationsByKey() throws IOException {
        Map<String, EvaluationRecord> byKey = new TreeMap<>();
        evaluations().forEach(evaluation -> byKey.put(evaluation.key(), evaluation));
        return byKey;
    }

    List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        return cluster.broker().readCommitted(topic("dead-letters"));
    }

    static String digest(EvaluationRecord record) {
        return record.network().orElseThrow().sha256();
    }
}
