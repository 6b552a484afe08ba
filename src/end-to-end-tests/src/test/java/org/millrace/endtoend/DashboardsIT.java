package org.millrace.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.endtoend.AlertRules.Alert;
import org.millrace.endtoend.Dashboards.Target;
import org.millrace.endtoend.Selectors.Selector;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.Keys;
import org.millrace.jobs.flink.FlinkConfiguration;
import org.millrace.jobs.flink.FlinkJob;
import org.millrace.jobs.train.TrainPipeline;
import org.millrace.jobs.train.TrainPlan;
import org.millrace.operators.format.EvaluationJson;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Kind;

/** Jobs that learn, seen by a real Prometheus: every panel shows something, and what it shows is right. */
@TestInstance(Lifecycle.PER_CLASS)
class DashboardsIT {

    private static final int FEATURES = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration STEADY = Duration.ofSeconds(20);

    /** A model for each way that a job can run. */
    private static final List<String> MODELS = List.of("live", "passes", "numbers");

    private static final List<String> CLASSES = List.of("a", "b", "c", "d", "e", "f");

    private final Random random = new Random(7);
    private Broker broker;
    private MiniCluster cluster;
    private Prometheus prometheus;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        Prometheus.require();
        int port = freePort();
        broker = Broker.start(directory.resolve("kafka"));
        Configuration flink = new Configuration();
        flink.setString("metrics.reporters", "millrace");
        flink.setString("metrics.reporter.millrace.factory.class", "org.millrace.metrics.PrometheusReporterFactory");
        flink.setString("metrics.reporter.millrace.port", Integer.toString(port));
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(flink)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(4)
                .withRandomPorts()
                .build());
        cluster.start();
        prometheus = new Prometheus(directory, port);
        learn("live", Map.of("source.mode", "live", "model.classes", CLASSES, "training.rehearsal", 2));
        // Without hidden layers, or it would know the examples by heart before it has read them so often.
        learn("passes", Map.of("training.passes", 100_000, "model.hidden-layers", List.of(), "model.classes", CLASSES));
        // Frozen after its second window, which is never so much better.
        learn(
                "numbers",
                Map.of(
                        "source.mode",
                        "live",
                        "model.task",
                        "regression",
                        "model.classes",
                        List.of("height"),
                        "training.early-stopping",
                        "rmse",
                        "training.early-stopping-improvement",
                        1e9,
                        "training.early-stopping-patience",
                        0,
                        "training.early-stopping-then",
                        "freeze"));
        produce("live", 3_000);
        produce("numbers", 3_000);
    }

    @AfterAll
    void stop() throws Exception {
        if (prometheus != null) {
            prometheus.close();
            cluster.close();
            broker.close();
        }
    }

    private void learn(String model, Map<String, Object> more) throws Exception {
        Map<String, Object> settings = new HashMap<>();
        for (String topic : List.of("examples", "evaluations", "dead-letters")) {
            broker.createTopic(model + "-" + topic, 1);
            settings.put("topics." + topic, model + "-" + topic);
        }
        produce(model, 2_000);
        settings.put("model.name", model);
        settings.put("model.features", FEATURES);
        settings.put("training.batch-size", 16);
        // Large enough that chance does not look like overfitting.
        settings.put("validation.every", 500);
        settings.put("validation.window", 100);
        settings.put("flink.checkpoint-interval", "3s");
        settings.put("kafka.bootstrap.servers", broker.servers());
        JobConfig config = Keys.builder().known(settings).known(more).build();
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(FlinkConfiguration.ofJob(config));
        FlinkJob job = new TrainPipeline(config, TrainPlan.KEEP_LEARNER);
        job.addTo(environment);
        StreamGraph graph = environment.getStreamGraph();
        graph.setJobName(job.name());
        cluster.submitJob(graph).get();
    }

    /** Six clouds of points; a tenth of the labels are wrong, so that there is something to confuse. */
    private void produce(String model, int count) throws Exception {
        // A share of 0 is not defined.
        int least = model.equals("numbers") ? 1 : 0;
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int cloud = random.nextInt(CLASSES.size());
            int label = random.nextInt(10) == 0 ? random.nextInt(CLASSES.size()) : cloud;
            StringBuilder features = new StringBuilder();
            for (int j = 0; j < FEATURES; j++) {
                features.append(j == 0 ? "" : ",").append(random.nextGaussian() + (j == cloud ? 2 : 0));
            }
            String json = i % 500 == 499 ? "{" : "{\"features\":[" + features + "],\"label\":" + (label + least) + "}";
            records.add(new ProducerRecord<>(model + "-examples", 0, null, json.getBytes(UTF_8)));
        }
        broker.produce(records);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The queries of a panel with every choice of variables that a user may make. */
    private static Set<String> queries(Target target) {
        Set<String> queries = new LinkedHashSet<>();
        for (String model : MODELS) {
            for (String split : List.of("validation", "test", "training")) {
                queries.add(target.filled(Map.of(
                        "__rate_interval",
                        "5s",
                        "__range",
                        "15m",
                        "job",
                        ".*",
                        "model",
                        model,
                        "run",
                        ".*",
                        "split",
                        split,
                        "horizon",
                        "run")));
            }
        }
        return queries;
    }

    private boolean answers(Target target) throws InterruptedException {
        for (String query : queries(target)) {
            for (JsonNode element : prometheus.query(query)) {
                if (!element.path("value").path(1).asText().equals("NaN")) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void everyPanelShowsSomething() {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            // Live topics go on while the panels are looked at, so that nothing stands still.
            produce("live", 500);
            produce("numbers", 500);
            List<Target> empty = new ArrayList<>();
            for (Target target : Dashboards.targets()) {
                // Nothing is wrong here, so no alert fires.
                if (!target.expression().contains("ALERTS{") && !answers(target)) {
                    empty.add(target);
                }
            }
            assertThat(empty).isEmpty();
        });
    }

    @Test
    void everyAlertAsksForWhatIsThere() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (Alert alert : AlertRules.all()) {
                for (Selector selector : Selectors.of(alert.expression())) {
                    assertThat(prometheus.query(selector.toString()))
                            .as(alert + ": " + selector)
                            .isNotEmpty();
                }
            }
        });
    }

    /** By the expressions themselves: a rule that waits for minutes before it fires would fire after the test. */
    @Test
    void aHealthyJobRaisesNoAlert() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .during(STEADY)
                .untilAsserted(() -> {
                    produce("live", 500);
                    produce("numbers", 500);
                    assertThat(prometheus.query("millrace_steps_total")).hasSameSizeAs(MODELS);
                    for (Alert alert : AlertRules.all()) {
                        assertThat(prometheus.query(alert.expression()))
                                .as(alert.name())
                                .isEmpty();
                    }
                });
    }

    @Test
    void countsAreThoseOfTheEvaluations() {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
            List<EvaluationRecord> windows = windows();
            assertThat(windows).hasSizeGreaterThan(5);
            assertThat(count("millrace_examples_total{model=\"live\",split=\"validation\"}"))
                    .isEqualTo(windows.get(windows.size() - 1).ledger().validated());
            for (int actual = 0; actual < CLASSES.size(); actual++) {
                for (int predicted = 0; predicted < CLASSES.size(); predicted++) {
                    int row = actual;
                    int column = predicted;
                    long counted = windows.stream()
                            .mapToLong(window -> window.heldOut()
                                    .orElseThrow()
                                    .confusionMatrix()
                                    .orElseThrow()
                                    .count(row, column))
                            .sum();
                    assertThat(count("millrace_predictions_total{model=\"live\",split=\"validation\",actual=\""
                                    + CLASSES.get(row) + "\",predicted=\"" + CLASSES.get(column) + "\"}"))
                            .isEqualTo(counted);
                }
            }
        });
    }

    private long count(String query) throws InterruptedException {
        List<JsonNode> answer = prometheus.query(query);
        assertThat(answer).as(query).hasSize(1);
        return Long.parseLong(answer.get(0).path("value").path(1).asText());
    }

    private List<EvaluationRecord> windows() throws IOException {
        List<EvaluationRecord> windows = new ArrayList<>();
        for (var record : broker.readCommitted("live-evaluations")) {
            EvaluationRecord evaluation = EvaluationJson.read(record.value());
            if (evaluation.kind() == Kind.WINDOW) {
                windows.add(evaluation);
            }
        }
        return windows;
    }
}
