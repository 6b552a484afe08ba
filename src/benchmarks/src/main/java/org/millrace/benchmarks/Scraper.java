package org.millrace.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Reads {@code /metrics} as often as the Prometheus that is configured in {@code grafana/prometheus/local.yml}. */
final class Scraper {

    private static final long SECONDS = 2;

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "bench-scraper");
        thread.setDaemon(true);
        return thread;
    });

    private Scraper() {}

    /** @param metrics their address; empty to read nothing */
    static Scraper start(Optional<URI> metrics) {
        Scraper scraper = new Scraper();
        metrics.ifPresent(address -> {
            var unused =
                    scraper.executor.scheduleAtFixedRate(() -> scrape(address), SECONDS, SECONDS, TimeUnit.SECONDS);
        });
        return scraper;
    }

    private static void scrape(URI metrics) {
        try (InputStream text = metrics.toURL().openStream()) {
            text.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        executor.shutdownNow();
    }
}
