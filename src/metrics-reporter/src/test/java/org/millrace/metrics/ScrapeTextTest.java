package org.millrace.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The text that Prometheus gets, to the last character: dashboards and alerts depend on it. */
class ScrapeTextTest {

    private final RunningReporter reporter = new RunningReporter();

    @BeforeEach
    void register() {
        FixedMetrics.addTo(reporter);
    }

    @AfterEach
    void close() {
        reporter.close();
    }

    @Test
    void classicTextIsPinned() throws IOException {
        assertThat(reporter.scrape()).isEqualTo(pinned("scrape-classic.txt"));
    }

    @Test
    void openMetricsTextIsPinned() throws IOException {
        String text = reporter.send(reporter.request("/metrics").header("Accept", RunningReporter.OPEN_METRICS))
                .body();
        assertThat(text).isEqualTo(pinned("scrape-openmetrics.txt"));
    }

    private static String pinned(String resource) throws IOException {
        try (InputStream text = ScrapeTextTest.class.getResourceAsStream("/" + resource)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
