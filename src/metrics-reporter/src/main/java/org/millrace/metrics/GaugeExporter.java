package org.millrace.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gauges of numbers and booleans. Only its value tells a gauge's type, and a gauge is never read while it is registered (its
 * owner may hold a lock then): so a gauge appears with the first scrape that finds a number or a boolean in it. One of
 * another type never does.
 */
final class GaugeExporter implements Exporter {

    private final MeterRegistry registry;
    private final Set<Series> unread = new LinkedHashSet<>();
    private final Map<Series, Meter> meters = new HashMap<>();

    GaugeExporter(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public synchronized void publish(Series series) {
        unread.add(series);
    }

    @Override
    public synchronized void withdraw(Series series) {
        unread.remove(series);
        Meter meter = meters.remove(series);
        if (meter != null) {
            registry.remove(meter);
        }
    }

    /** Before a scrape: lets in the gauges that have a value by now. Gauges are read outside of the lock. */
    void admit() {
        for (Series series : unread()) {
            series.reading().ifPresent(reading -> decide(series, reading));
        }
    }

    private synchronized List<Series> unread() {
        return List.copyOf(unread);
    }

    private synchronized void decide(Series series, Object reading) {
        boolean withdrawnMeanwhile = !unread.remove(series);
        if (withdrawnMeanwhile || !(reading instanceof Number || reading instanceof Boolean)) {
            return;
        }
        Meter meter = Gauge.builder(series.family().name(), series, Series::value)
                .tags(MicrometerTags.of(series))
                .description(series.family().help())
                .register(registry);
        meters.put(series, meter);
    }
}
