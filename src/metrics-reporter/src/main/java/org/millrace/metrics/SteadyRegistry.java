package org.millrace.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A registry whose metrics stay the same during a scrape: none is seen twice because its task restarts, no histogram without
 * half of its buckets. Scrapes are made one after the other; changes wait until the scrape has ended.
 *
 * <p>Who registers or removes a metric never waits. A scrape reads gauges, which are other people's code and may need a lock
 * that the registering thread holds: waiting for the scrape there could stop Flink.
 */
final class SteadyRegistry extends PrometheusRegistry {

    private final Runnable beforeScrape;
    private final ReentrantLock oneScrape = new ReentrantLock();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean scraping;

    /** @param beforeScrape what is to be done once changes wait and before metrics are collected */
    SteadyRegistry(Runnable beforeScrape) {
        this.beforeScrape = beforeScrape;
    }

    /** Adds or removes metrics: now, or when the scrape under way has ended; one change at a time, in the order of calls. */
    synchronized void change(Runnable change) {
        if (scraping) {
            waiting.add(change);
        } else {
            change.run();
        }
    }

    /** Reads what {@link #change} changes. */
    synchronized <T> T read(Supplier<T> reading) {
        return reading.get();
    }

    @Override
    public MetricSnapshots scrape(PrometheusScrapeRequest request) {
        return steady(() -> super.scrape(request));
    }

    @Override
    public MetricSnapshots scrape(Predicate<String> includedNames, PrometheusScrapeRequest request) {
        return steady(() -> super.scrape(includedNames, request));
    }

    private MetricSnapshots steady(Supplier<MetricSnapshots> scrape) {
        oneScrape.lock();
        try {
            begin();
            beforeScrape.run();
            return scrape.get();
        } finally {
            end();
            oneScrape.unlock();
        }
    }

    private synchronized void begin() {
        scraping = true;
    }

    private synchronized void end() {
        scraping = false;
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
    }
}
