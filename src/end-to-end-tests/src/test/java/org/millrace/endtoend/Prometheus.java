package org.millrace.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Prometheus that scrapes one address every second. */
final class Prometheus implements AutoCloseable {

    private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
    private static final long PATIENCE_SECONDS = 20;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final int port = freePort();
    private final Process process;

    /** Skips the test, in one visible line, where there is no Prometheus. */
    static void require() {
        OptionalComponent.require(PROMETHEUS, "prometheus");
    }

    /** @param target the port on this machine to scrape */
    Prometheus(Path directory, int target) throws IOException {
        Path config = Files.writeString(directory.resolve("prometheus.yml"), """
                global:
                  scrape_interval: 1s
                  evaluation_interval: 1s
                rule_files:
                  - %s
                scrape_configs:
                  - job_name: millrace
                    static_configs:
                      - targets: ["localhost:%d"]
                """.formatted(AlertRules.FILE, target));
        process = new ProcessBuilder(
                        PROMETHEUS.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=localhost:" + port,
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
    }

    /** The elements of the answer to a query for this moment; empty while Prometheus is starting. */
    List<JsonNode> query(String expression) throws InterruptedException {
        return query("http://localhost:" + port, expression);
    }

    /** The same from the Prometheus at {@code address}. */
    static List<JsonNode> query(String address, String expression) throws InterruptedException {
        URI uri = URI.create(address + "/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8));
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).build();
            JsonNode answer = MAPPER.readTree(
                    CLIENT.send(request, BodyHandlers.ofString()).body());
            if (!answer.path("status").asText().equals("success")) {
                throw new AssertionError(
                        expression + ": " + answer.path("error").asText());
            }
            List<JsonNode> elements = new ArrayList<>();
            answer.path("data").path("result").forEach(elements::add);
            return elements;
        } catch (IOException e) {
            return List.of();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
