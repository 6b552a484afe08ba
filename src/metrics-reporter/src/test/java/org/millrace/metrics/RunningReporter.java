package org.millrace.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;

/** A reporter that listens on a free port of this machine, and a client for it. */
final class RunningReporter implements AutoCloseable {

    static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";

    private final PrometheusReporter reporter = new PrometheusReporter();
    private final HttpClient client = HttpClient.newHttpClient();

    RunningReporter() {
        reporter.open(onPort("0"));
    }

    static MetricConfig onPort(String port) {
        MetricConfig config = new MetricConfig();
        config.setProperty("port", port);
        return config;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PrometheusReporter reporter() {
        return reporter;
    }

    <M extends Metric> M add(M metric, String name, MetricGroup group) {
        reporter.notifyOfAddedMetric(metric, name, group);
        return metric;
    }

    void remove(Metric metric, String name, MetricGroup group) {
        reporter.notifyOfRemovedMetric(metric, name, group);
    }

    String scrape() {
        return send(request("/metrics")).body();
    }

    /** The lines of a scrape that tell values. */
    List<String> samples() {
        return scrape().lines().filter(line -> !line.startsWith("#")).toList();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://localhost:" + reporter.address().getPort() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return client.send(request.build(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        reporter.close();
    }
}
