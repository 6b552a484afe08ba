package org.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The whole stack of {@code docker-compose.yml}, its image built from these sources. It takes the ports that the file
 * names, and leaves no container and no volume behind.
 */
@Tag("soak")
@TestInstance(Lifecycle.PER_CLASS)
class ComposeIT {

    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
    private static final Path LOG = Path.of("target", "compose.log").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient client = HttpClient.newHttpClient();
    private boolean started;

    @BeforeAll
    void up() throws Exception {
        OptionalComponent.requireDocker();
        started = true;
        compose("up", "--detach", "--build");
    }

    @AfterAll
    void down() throws Exception {
        if (started) {
            compose("down", "--volumes");
        }
    }

    /** Runs Docker Compose, as the plugin that it is today or as the program that it was. */
    private static void compose(String... arguments) throws Exception {
        boolean plugin = succeeds(List.of("docker", "compose", "version"));
        List<String> command = new ArrayList<>(plugin ? List.of("docker", "compose") : List.of("docker-compose"));
        command.addAll(List.of("--project-name", "millrace-test"));
        command.addAll(List.of("--file", HOME.resolve("docker-compose.yml").toString()));
        command.addAll(List.of(arguments));
        assertThat(succeeds(command)).as("%s, see %s", command, LOG).isTrue();
    }

    private static boolean succeeds(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
                .start();
        return process.waitFor() == 0;
    }

    private int status(String address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        return client.send(request, BodyHandlers.ofString()).statusCode();
    }

    @Test
    void prometheusSeesTheNetworkLearnTheDigits() {
        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(IOException.class).untilAsserted(() -> assertThat(
                        Prometheus.query(
                                "http://localhost:9090", "millrace_smoothed_accuracy_ratio{model=\"digits\"} > 0.9"))
                .hasSize(2));
    }

    @Test
    void prometheusReachesEveryProcessOfFlink() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Prometheus.query("http://localhost:9090", "up{job=\"millrace\"} == 1"))
                        .hasSize(2));
    }

    @Test
    void grafanaIsUp() {
        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(IOException.class).untilAsserted(() -> assertThat(
                        status("http://localhost:3000/api/health"))
                .isEqualTo(200));
    }
}
