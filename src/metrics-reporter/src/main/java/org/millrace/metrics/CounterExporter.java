package org.millrace.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;

/** Counters. One that starts again at zero, as after a restart of its task, is legal in Prometheus. */
final class CounterExporter implements Exporter {

    private final MeterRegistry registry;
    private final Map<Series, Meter> meters = new HashMap<>();

    CounterExporter(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void publish(Series series) {
        Meter meter = FunctionCounter.builder(series.family().name(), series, CounterExporter::count)
                .tags(MicrometerTags.of(series))
                .description(series.family().help())
                .register(registry);
        meters.put(series, meter);
    }

    @Override
    public void withdraw(Series series) {
        registry.remove(meters.remove(series));
    }

    /** Flink's counters can count down; a negative one would fail the whole scrape. */
    private static double count(Series series) {
        return Math.max(0, series.value());
    }
}
