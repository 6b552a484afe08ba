package org.millrace.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A registry whose scrapes see the metrics as they stand between two changes: not a series twice while its task restarts,
 * not a histogram without half of its buckets.
 *
 * <p>A scrape holds no lock. It reads gauges, which are other people's code; one that waited for a lock of the thread that is
 * just registering a metric would stop Flink. A scrape that a change overtook is made again instead.
 */
final class SteadyRegistry extends PrometheusRegistry {

    private static final int MOST_ATTEMPTS = 20;

    private final StampedLock lock = new StampedLock();

    /** Adds or removes metrics, one change at a time. */
    void change(Runnable change) {
        long stamp = lock.writeLock();
        try {
            change.run();
        } finally {
            lock.unlockWrite(stamp);
        }
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
        for (int attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
            long stamp = lock.tryOptimisticRead();
            try {
                MetricSnapshots snapshots = scrape.get();
                if (lock.validate(stamp)) {
                    return snapshots;
                }
            } catch (IllegalArgumentException e) {
                // What Prometheus' client says to a series that is there twice.
                if (lock.validate(stamp)) {
                    throw e;
                }
            }
            Thread.onSpinWait();
        }
        return scrape.get();
    }
}
