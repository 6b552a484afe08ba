package org.millrace.operators.metrics;

import static java.util.Objects.requireNonNull;

import java.util.function.LongSupplier;
import org.apache.flink.metrics.MetricGroup;

/**
 * The age of the newest example, at the moment at which it is asked for: it grows for as long as no examples come, whatever
 * the reason.
 */
final class ExampleLag {

    private static final double MILLISECONDS = 1e3;

    private final MetricGroup model;
    private final LongSupplier clock;
    private boolean registered;
    private volatile long newest;

    /**
     * @param model with the model as a variable
     * @param clock milliseconds since the epoch
     */
    ExampleLag(MetricGroup model, LongSupplier clock) {
        this.model = requireNonNull(model, "model");
        this.clock = requireNonNull(clock, "clock");
    }

    /** @param timestamp of the newest example, milliseconds since the epoch; negative if there is none */
    void show(long timestamp) {
        newest = timestamp;
        if (!registered && timestamp >= 0) {
            registered = true;
            model.gauge(Meter.EXAMPLE_LAG.registeredName(), new MeterGauge(Meter.EXAMPLE_LAG, this::seconds));
        }
    }

    private double seconds() {
        return (clock.getAsLong() - newest) / MILLISECONDS;
    }
}
