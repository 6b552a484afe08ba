package org.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.operators.metrics.Meter;

/** A network that is watched while it learns and afterwards, and a Kafka that is filled for it, as a user does it. */
class WatchIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long STOP_SECONDS = 60;

    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private Launcher millrace;

    @BeforeEach
    void launcher() throws IOException {
        millrace = new Launcher(directory);
    }

    private String get(String address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    /** What the output says in the group of the pattern, once it does. */
    private String printed(String pattern) {
        Pattern line = Pattern.compile(pattern);
        return await().atMost(PATIENCE)
                .until(
                        () -> {
                            Matcher matcher = line.matcher(Files.readString(millrace.output()));
                            return matcher.find() ? matcher.group(1) : "";
                        },
                        found -> !found.isEmpty());
    }

    private void stopsAndLeavesNothing(Process process) throws Exception {
        new ProcessBuilder("kill", "-TERM", Long.toString(process.pid()))
                .start()
                .waitFor();

        assertThat(process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(millrace.result(process).errors()).isEmpty();
        assertThat(millrace.temporaryFiles()).isEmpty();
    }

    @Test
    void keepsTheMetersOfATrainingThatIsOverUntilItIsStopped() throws Exception {
        Process process = millrace.start("quickstart", "--passes=3", "--keep-running", "--set=metrics.port=0");
        String address = printed("Metrics for Prometheus: (http://localhost:\\d+/metrics)\n");
        String trained = printed("read = ([0-9,]+) trained").replace(",", "");
        printed("(Ctrl-C ends them)\n");

        assertThat(get(address).lines())
                .contains("# HELP millrace_passes_total " + Meter.PASSES.help())
                .anyMatch(line -> line.matches("millrace_passes_total\\{.*} 3(\\.0)?"))
                .anyMatch(line ->
                        line.matches("millrace_examples_total\\{.*split=\"training\".*} " + trained + "(\\.0)?"))
                .anyMatch(line -> line.matches("millrace_accuracy_ratio\\{.*split=\"test\".*} 0\\.\\d+"))
                .anyMatch(line -> line.startsWith("flink_jobmanager_job_"));

        stopsAndLeavesNothing(process);
        assertThatIOException().isThrownBy(() -> get(address));
    }

    @Test
    void bringsAPrometheusThatEndsWithIt() throws Exception {
        Prometheus.require();
        Path summary = directory.resolve("summary.json");
        Process process = millrace.start(
                "quickstart",
                "--passes=3",
                "--keep-running",
                "--prometheus",
                "--set=metrics.port=0",
                "--summary=" + summary);
        String address = printed("\nPrometheus: (http://localhost:\\d+)\n");
        printed("(Ctrl-C ends them)\n");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get(address + "/api/v1/query?query=millrace_passes_total"))
                        .contains("\"model\":\"digits\"", "\"3\""));
        assertThat(get(address + "/api/v1/rules")).contains("MillraceLearningStalled");
        JsonNode result = new ObjectMapper().readTree(summary.toFile());
        await().atMost(PATIENCE).untilAsserted(() -> saysTheSame(address, result));

        stopsAndLeavesNothing(process);
        assertThatIOException().isThrownBy(() -> get(address));
    }

    /** Prometheus has the figures of the summary, to the last digit. */
    private static void saysTheSame(String prometheus, JsonNode summary) throws Exception {
        Map<String, JsonNode> figures = new HashMap<>();
        JsonNode examples = summary.get("examples");
        figures.put("millrace_records_read_total", examples.get("read"));
        figures.put("millrace_examples_total{split=\"training\"}", examples.get("trained"));
        figures.put("millrace_examples_total{split=\"validation\"}", examples.get("validated"));
        figures.put("millrace_examples_total{split=\"test\"}", examples.get("tested"));
        figures.put("millrace_records_dead_lettered_total", examples.get("dead_lettered"));
        JsonNode test = summary.get("test");
        figures.put("millrace_loss{split=\"test\"}", test.get("loss"));
        figures.put("millrace_accuracy_ratio{split=\"test\"}", test.get("accuracy"));
        JsonNode matrix = test.get("confusion_matrix");
        for (int actual = 0; actual < matrix.size(); actual++) {
            for (int predicted = 0; predicted < matrix.size(); predicted++) {
                String cell = "{split=\"test\", actual=\"%d\", predicted=\"%d\"}".formatted(actual, predicted);
                figures.put(
                        "millrace_predictions_total" + cell, matrix.get(actual).get(predicted));
            }
        }
        for (Map.Entry<String, JsonNode> figure : figures.entrySet()) {
            assertThat(Prometheus.query(prometheus, figure.getKey()))
                    .as(figure.getKey())
                    .singleElement()
                    .satisfies(element -> assertThat(element.at("/value/1").asDouble())
                            .isEqualTo(figure.getValue().asDouble()));
        }
    }

    @Test
    void fillsATopicOnce() throws Exception {
        try (Broker broker = Broker.start(directory.resolve("kafka"))) {
            String[] command = {
                "produce", "--dataset=digits", "--if-empty", "--set=kafka.bootstrap.servers=" + broker.servers()
            };

            assertThat(millrace.run(command))
                    .isEqualTo(new Launcher.Result(
                            0,
                            List.of(
                                    "Created topic examples with 1 partition",
                                    "Created topic evaluations with 1 partition",
                                    "Created topic dead-letters with 1 partition",
                                    "Wrote 1,797 examples of digits to topic examples"),
                            List.of()));
            assertThat(millrace.run(command))
                    .isEqualTo(new Launcher.Result(
                            0, List.of("Topic examples holds records already; nothing was written to it"), List.of()));

            assertThat(broker.readCommitted("examples")).hasSize(1_797);
            assertThat(millrace.temporaryFiles()).isEmpty();
        }
    }
}
