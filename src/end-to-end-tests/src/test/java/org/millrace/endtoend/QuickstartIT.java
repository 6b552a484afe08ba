package org.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first thing that a user types, as the user types it. */
class QuickstartIT {

    @TempDir
    private Path directory;

    private Launcher millrace;

    @BeforeEach
    void launcher() throws IOException {
        millrace = new Launcher(directory);
    }

    private JsonNode summaryOf(String... arguments) throws Exception {
        Path file = directory.resolve("summary.json");
        List<String> all = new ArrayList<>(List.of("quickstart", "--summary", file.toString()));
        all.addAll(List.of(arguments));
        Launcher.Result result = millrace.run(all.toArray(String[]::new));
        assertThat(result.errors()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(millrace.temporaryFiles()).isEmpty();
        return new ObjectMapper().readTree(file.toFile());
    }

    private static void ledgerHolds(JsonNode summary) {
        JsonNode examples = summary.get("examples");
        assertThat(examples.get("read").asLong())
                .isEqualTo(examples.get("trained").asLong()
                        + examples.get("validated").asLong()
                        + examples.get("tested").asLong()
                        + examples.get("dead_lettered").asLong());
    }

    @Test
    void learnsDigitsTheSameWayTwice() throws Exception {
        JsonNode first = summaryOf();
        JsonNode second = summaryOf();

        assertThat(first.at("/test/accuracy").asDouble()).isGreaterThanOrEqualTo(0.95);
        assertThat(first.at("/test/confusion_matrix")).hasSize(10);
        ledgerHolds(first);
        assertThat(first.at("/model/sha256").asText())
                .hasSize(64)
                .isEqualTo(second.at("/model/sha256").asText());
        assertThat(Files.readString(millrace.output()))
                .contains("OpenBLAS kernel", "Flink's web UI: http://", "validation loss", "Confusion matrix")
                .contains("Most confused", "What to try next")
                .doesNotContain("\u001B");
    }

    @Test
    void learnsFashionWithinTenPasses() throws Exception {
        OptionalComponent.require(Path.of("/usr/share/datasets/fashion-mnist"), "dataset-fashion-mnist");

        JsonNode summary = summaryOf("--dataset", "fashion-mnist", "--passes", "10");

        assertThat(summary.at("/test/examples").asLong()).isEqualTo(10_000);
        assertThat(summary.at("/examples/read").asLong()).isEqualTo(610_000);
        assertThat(summary.at("/test/accuracy").asDouble()).isGreaterThanOrEqualTo(0.88);
        ledgerHolds(summary);
    }

    @Test
    void learnsATableOfTheUsersOwn() throws Exception {
        StringBuilder table = new StringBuilder("height,weight,kind\n");
        Random random = new Random(1);
        for (int i = 0; i < 600; i++) {
            boolean cat = random.nextBoolean();
            table.append(random.nextGaussian() + (cat ? 25 : 50))
                    .append(',')
                    .append(random.nextGaussian() + (cat ? 4 : 20))
                    .append(cat ? ",cat\n" : ",dog\n");
        }
        Path csv = Files.writeString(directory.resolve("animals.csv"), table);

        JsonNode summary = summaryOf("--csv", csv.toString(), "--label", "kind", "--passes", "5");

        assertThat(summary.at("/test/accuracy").asDouble()).isGreaterThan(0.95);
        assertThat(Files.readString(millrace.output())).contains("cat", "dog");
    }

    @Test
    void listensOnTheLoopbackInterfaceAloneAndStopsCleanlyOnCtrlC() throws Exception {
        Process process = millrace.start("quickstart", "--passes", "100000");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> Files.readString(millrace.output()).contains("1/100000"));

        // Kafka's broker and controller, Flink's web UI and BLOB server, the metrics.
        assertThat(ListeningSockets.of(process.pid()))
                .hasSizeGreaterThanOrEqualTo(5)
                .allMatch(ListeningSockets::isLoopback);
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(millrace.result(process).errors()).isEmpty();
        assertThat(millrace.temporaryFiles()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quickstart --dataset nope                       | unknown dataset nope",
                "quickstart --csv nowhere.csv --label x          | nowhere.csv",
                "quickstart --label x                            | --label goes with --csv, --jsonl or --arff FILE",
                "quickstart --set training.learning-rte=1        | did you mean training.learning-rate?",
                "quickstart --set training.learning-rate=30      | training.learning-rate must be in (0, 10]: 30",
                "quickstart --set nonsense                       | --set needs KEY=VALUE",
                "quickstart --config nowhere.yaml                | configuration file not found: nowhere.yaml",
                "quickstart --passes many                        | 'many' is not an int",
                "quickstart --summary /nowhere/s.json            | cannot write the summary to /nowhere/s.json",
                "quickstart --dataset fashion-mnist --data /proc | apt-get install dataset-fashion-mnist",
                "quickstart --prometheus=70000                   | --prometheus must be a port in 0..65535: 70000",
                "produce --dataset digits                        | kafka.bootstrap.servers is required",
                "quickstart --bogus                              | Unknown option: '--bogus'",
                "bogus                                           | 'bogus'",
                "train --local                                   | model.classes is required",
            })
    void wrongUsageIsOneLineAndExitCodeTwo(String arguments, String message) throws Exception {
        Launcher.Result result = millrace.run(arguments.strip().split(" +"));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors())
                .singleElement()
                .asString()
                .startsWith("millrace: ")
                .contains(message);
        assertThat(result.output()).isEmpty();
        assertThat(millrace.temporaryFiles()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"flink.ui-port", "quickstart.kafka-port", "metrics.port"})
    void anOccupiedPortIsOneLineAndExitCodeTwo(String key) throws Exception {
        try (ServerSocket occupied = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = occupied.getLocalPort();

            Launcher.Result result = millrace.run("quickstart", "--set", key + "=" + port);

            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.errors())
                    .singleElement()
                    .asString()
                    .contains(Integer.toString(port))
                    .contains(key);
        }
    }

    @Test
    void aBrokerThatIsNotThereIsOneLine() throws Exception {
        Launcher.Result result = millrace.run(
                "train",
                "--local",
                "--set=model.features=2",
                "--set=model.classes=[a,b]",
                "--set=kafka.bootstrap.servers=127.0.0.1:9",
                "--set=kafka.security.protocol=SSL");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors())
                .singleElement()
                .asString()
                .contains("cannot reach Kafka at 127.0.0.1:9")
                .contains("start it, or set kafka.bootstrap.servers");
    }
}
