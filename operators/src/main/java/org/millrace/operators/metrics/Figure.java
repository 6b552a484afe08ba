package org.millrace.operators.metrics;

import static java.util.Objects.requireNonNull;

import org.apache.flink.metrics.MetricGroup;

/** The figure of a gauge. It is registered with its first value, so that what was never measured is not shown. */
final class Figure {

    private final MetricGroup group;
    private final String name;
    private final MeterGauge gauge;
    private boolean registered;
    private volatile double value = Double.NaN;

    /** @param group with the meter's labels as variables */
    Figure(Meter meter, MetricGroup group) {
        this(meter, meter.registeredName(), group);
    }

    /** A part of a meter, under a name of its own. */
    Figure(Meter meter, String name, MetricGroup group) {
        this.group = requireNonNull(group, "group");
        this.name = requireNonNull(name, "name");
        gauge = new MeterGauge(meter, () -> value);
    }

    /** Shows {@code figure}; not a number is shown only once there was a number. */
    void set(double figure) {
        value = figure;
        if (!registered && !Double.isNaN(figure)) {
            registered = true;
            group.gauge(name, gauge);
        }
    }
}
