package org.millrace.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    private final RunningReporter reporter = new RunningReporter();

    @BeforeEach
    void register() {
        FixedMetrics.addTo(reporter);
    }

    @AfterEach
    void close() {
        reporter.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain;version=0.0.4", "*/*", "text/html"})
    void whoDoesNotAskForOpenMetricsGetsTheClassicText(String accept) {
        HttpResponse<String> response =
                reporter.send(reporter.request("/metrics").header("Accept", accept));

        assertThat(contentType(response)).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body())
                .contains("# TYPE millrace_examples_total counter")
                .doesNotContain("# EOF");
    }

    @Test
    void whoDoesNotSayWhatItAcceptsGetsTheClassicText() {
        assertThat(contentType(reporter.send(reporter.request("/metrics"))))
                .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void whoPrefersOpenMetricsGetsIt() {
        HttpResponse<String> response = reporter.send(reporter.request("/metrics")
                .header("Accept", "application/openmetrics-text;version=1.0.0;q=0.75,text/plain;version=0.0.4;q=0.5"));

        assertThat(contentType(response)).isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(response.body()).contains("# TYPE millrace_examples counter").endsWith("# EOF\n");
    }

    @Test
    void whoAcceptsGzipGetsTheSameTextSmaller() throws IOException {
        HttpResponse<byte[]> response = reporter.send(
                reporter.request("/metrics").header("Accept-Encoding", "gzip"), BodyHandlers.ofByteArray());

        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        String text = new String(
                new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text).isEqualTo(reporter.scrape());
        assertThat(response.body().length).isLessThan(text.length() / 3);
    }

    @Test
    void whoDoesNotAcceptGzipGetsPlainText() {
        assertThat(reporter.send(reporter.request("/metrics")).headers().firstValue("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void tellsWhereItIs() {
        EndpointSettings anyPort = new EndpointSettings("127.0.0.1", new PortRange(0, 0));
        try (MetricsEndpoint endpoint = MetricsEndpoint.open(anyPort, new PrometheusRegistry())) {
            assertThat(endpoint.url())
                    .isEqualTo("http://127.0.0.1:" + endpoint.address().getPort() + "/metrics");
        }
    }

    @Test
    void saysThatItIsHealthy() {
        HttpResponse<String> response = reporter.send(reporter.request("/health"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("ok\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/metrics/", "/metricsx", "/health/x", "/etc/passwd"})
    void thereIsNothingElse(String path) {
        HttpResponse<String> response = reporter.send(reporter.request(path));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("Here are /metrics and /health.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void nothingCanBeChangedThroughIt(String method) {
        HttpResponse<String> response =
                reporter.send(reporter.request("/metrics").method(method, BodyPublishers.ofString("x")));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/health"})
    void headAnswersWithoutABody(String path) {
        HttpResponse<String> response = reporter.send(reporter.request(path).method("HEAD", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    private static String contentType(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElseThrow();
    }
}
