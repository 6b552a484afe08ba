package org.millrace.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads {@code /metrics}: as often as the Prometheus of {@code grafana/prometheus/local.yml}, and when it is asked. */
final class Scraper {

    private static final long SECONDS = 2;

    /** The elements that a task of the source has emitted: the records, and the ends of the passes. */
    private static final Pattern READ = Pattern.compile(
            "(?m)^flink_taskmanager_job_task_operator_num_records_out_total\\{.*operator_name=\"Source: "
                    + SourceAlone.SOURCE + "\".*} (\\S+)$");

    private final URI metrics;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "bench-scraper");
        thread.setDaemon(true);
        return thread;
    });

    private final ScheduledFuture<?> scraping;

    private Scraper(URI metrics) {
        this.metrics = metrics;
        scraping = executor.scheduleAtFixedRate(this::scrape, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    /** @param metrics where they are served */
    static Scraper start(URI metrics) {
        return new Scraper(metrics);
    }

    /**
     * Examples that all tasks of the source have read up to now.
     *
     * @throws IllegalStateException if a scrape has failed, after which the job would be measured without
     */
    long examples() {
        if (scraping.isDone()) {
            throw new IllegalStateException("the metrics at " + metrics + " could not be scraped");
        }
        return examplesIn(scrape());
    }

    static long examplesIn(String page) {
        return READ.matcher(page)
                .results()
                .map(MatchResult::group)
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private String scrape() {
        try (InputStream page = metrics.toURL().openStream()) {
            return new String(page.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        executor.shutdownNow();
    }
}
