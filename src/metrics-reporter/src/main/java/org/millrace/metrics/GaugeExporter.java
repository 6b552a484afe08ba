package org.millrace.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
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
    public void publish(Series series) {
        unread.add(series);
    }

    @Override
    public void withdraw(Series series) {
        unread.remove(series);
        Meter meter = meters.remove(series);
        if (meter != null) {
            registry.remove(meter);
        }
    }

    /** Lets in the gauges that have a value by now. For the scraping thread, while changes wait. */
    void admit() {
        Iterator<Series> candidates = unread.iterator();
        while (candidates.hasNext()) {
            Series series = candidates.next();
            Optional<Object> reading = series.reading();
            if (reading.isPresent()) {
                candidates.remove();
            }
            if (reading.filter(GaugeExporter::isValue).isPresent()) {
                meters.put(series, meter(series));
            }
        }
    }

    private static boolean isValue(Object reading) {
        return reading instanceof Number || reading instanceof Boolean;
    }

    private Meter meter(Series series) {
        return Gauge.builder(series.family().name(), series, Series::value)
                .tags(MicrometerTags.of(series))
                .description(series.family().help())
                .register(registry);
    }
}
