package org.millrace.jobs.watch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Prometheus in a process of its own, which ends with this one. */
public final class PrometheusServer implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final long POLL_MILLIS = 100;
    private static final long CLOSE_SECONDS = 10;

    private final Process process;
    private final URI address;

    private PrometheusServer(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts the program, and waits until it can be asked.
     *
     * @param directory for its configuration, its data and its output
     * @throws IOException if it ends at once, or takes too long
     */
    static PrometheusServer start(Path binary, Path directory, String configuration, int port)
            throws IOException, InterruptedException {
        Path log = directory.resolve("prometheus.log");
        Process process = new ProcessBuilder(
                        binary.toString(),
                        "--config.file=" + Files.writeString(directory.resolve("prometheus.yml"), configuration),
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=localhost:" + port,
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        PrometheusServer server = new PrometheusServer(process, URI.create("http://localhost:" + port));
        try {
            server.awaitReady(log);
            return server;
        } catch (IOException | InterruptedException e) {
            server.close();
            throw e;
        }
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        long deadline = System.nanoTime() + START.toNanos();
        while (!isReady(client)) {
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException("Prometheus ended with " + process.exitValue() + ": " + lastLine(log));
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("Prometheus was not ready after " + START.toSeconds() + " s");
            }
        }
    }

    private boolean isReady(HttpClient client) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/-/ready"))
                .timeout(ANSWER)
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static String lastLine(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.reduce("", (first, second) -> second);
        }
    }

    public URI address() {
        return address;
    }

    /** Stops it, also on a thread that is interrupted, as it may well be when the user has asked for the end. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        process.destroy();
        try {
            if (!process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
