package org.millrace.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.FlinkKeys;
import org.millrace.jobs.config.keys.KafkaKeys;
import org.millrace.jobs.config.keys.Keys;
import org.millrace.jobs.config.keys.ModelKeys;
import org.millrace.jobs.config.keys.SourceMode;

class ComposeTest {

    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
    private static final Path FILE = HOME.resolve("docker-compose.yml");
    private static final Path COMPOSE = Path.of("/usr/bin/docker-compose");
    private static final List<String> STREAMS = List.of("digits", "sea");

    /** Services that nobody connects to. */
    private static final List<String> CLIENTS = List.of("producer", "train");

    private final JsonNode compose = read(FILE);

    private static JsonNode read(Path file) {
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    @Test
    void isValid() throws Exception {
        OptionalComponent.require(COMPOSE, "docker-compose");
        Process process = new ProcessBuilder(COMPOSE.toString(), "--file", FILE.toString(), "config", "--quiet")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
    }

    @Test
    void bindsNothingBeyondTheLoopbackInterface() {
        List<String> ports = new ArrayList<>();
        compose.path("services").forEach(service -> ports.addAll(texts(service.path("ports"))));

        assertThat(ports).isNotEmpty().allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void pinsEveryImageAndLetsItBeReplaced() throws IOException {
        List<String> images = new ArrayList<>();
        for (String line : Files.readAllLines(FILE)) {
            if (line.matches(" *(image|FLINK_IMAGE|MAVEN_IMAGE): .*")) {
                images.add(line.substring(line.indexOf(": ") + 2));
            }
        }

        assertThat(images).hasSizeGreaterThan(5).allSatisfy(image -> assertThat(image)
                .matches("\\$\\{[A-Z]+_IMAGE:-(millrace|[a-z/]+:[0-9a-zv.-]*[0-9]+\\.[0-9]+[0-9a-z.-]*)}"));
    }

    @Test
    void everyServiceStaysAndEveryServerIsWatched() {
        compose.path("services").properties().forEach(service -> {
            assertThat(service.getValue().path("restart").asText()).isEqualTo("unless-stopped");
            assertThat(service.getValue().path("healthcheck").has("test"))
                    .as(service.getKey())
                    .isNotEqualTo(CLIENTS.contains(service.getKey()));
        });
    }

    @Test
    void mountsWhatIsThereAndDeclaresItsVolumes() {
        compose.path("services")
                .forEach(service -> texts(service.path("volumes")).forEach(mount -> {
                    String source = mount.substring(0, mount.lastIndexOf(":/"));
                    if (source.startsWith(".")) {
                        STREAMS.forEach(
                                stream -> assertThat(HOME.resolve(source.replace("${MILLRACE_STREAM:-digits}", stream)))
                                        .exists());
                        assertThat(mount).endsWith(":ro");
                    } else {
                        assertThat(compose.path("volumes").has(source))
                                .as(mount)
                                .isTrue();
                    }
                }));
    }

    @Test
    void everyStreamIsFollowedLiveFromItsOwnCheckpoints() {
        for (String stream : STREAMS) {
            JobConfig config = Keys.builder()
                    .file(HOME.resolve("src/dist/compose").resolve(stream).resolve("train.yaml"))
                    .environment(Map.of())
                    .build();

            assertThat(config.get(ModelKeys.NAME)).isEqualTo(stream);
            assertThat(config.get(KafkaKeys.SOURCE_MODE)).isEqualTo(SourceMode.LIVE);
            assertThat(config.get(KafkaKeys.EXAMPLES_TOPIC)).isEqualTo(stream);
            assertThat(config.get(KafkaKeys.BOOTSTRAP_SERVERS)).isEqualTo("kafka:19092");
            assertThat(config.get(FlinkKeys.CHECKPOINT_DIRECTORY)).endsWith("/checkpoints/" + stream);
        }
    }

    @Test
    void theTopicsAreBounded() {
        JsonNode kafka = compose.at("/services/kafka/environment");

        assertThat(kafka.path("KAFKA_LOG_RETENTION_BYTES").asLong()).isBetween(1L << 26, 1L << 30);
        // While everything is down, a record grows old, and must not be lost.
        assertThat(kafka.path("KAFKA_LOG_RETENTION_MS").asLong()).isEqualTo(-1);
    }

    @Test
    void prometheusScrapesWhereTheReportersListen() {
        List<String> targets = texts(
                read(AlertRules.PROMETHEUS.resolve("prometheus.yml")).at("/scrape_configs/0/static_configs/0/targets"));
        String properties =
                compose.at("/services/jobmanager/environment/FLINK_PROPERTIES").asText();

        assertThat(targets).containsExactly("jobmanager:9249", "taskmanager:9249");
        assertThat(properties.lines()).contains("metrics.reporter.millrace.port: 9249");
        assertThat(compose.path("services").has("jobmanager")).isTrue();
        assertThat(compose.path("services").has("taskmanager")).isTrue();
    }

    @Test
    void grafanaFindsItsDashboardsAndItsDataSource() {
        JsonNode grafana = compose.at("/services/grafana");
        String dashboards = read(Dashboards.GRAFANA.resolve("provisioning/dashboards/millrace.yml"))
                .at("/providers/0/options/path")
                .asText();
        String source = read(Dashboards.GRAFANA.resolve("provisioning/datasources/prometheus.yml"))
                .at("/datasources/0/url")
                .asText();

        assertThat(texts(grafana.path("volumes"))).contains("./grafana/dashboards:" + dashboards + ":ro");
        assertThat(grafana.at("/environment/GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH")
                        .asText())
                .isEqualTo(dashboards + "/learning.json");
        assertThat(source).isEqualTo("${PROMETHEUS_URL}");
        assertThat(grafana.path("environment").has("PROMETHEUS_URL")).isTrue();
        assertThat(grafana.at("/environment/GF_AUTH_ANONYMOUS_ORG_ROLE").asText())
                .isEqualTo("Viewer");
    }
}
