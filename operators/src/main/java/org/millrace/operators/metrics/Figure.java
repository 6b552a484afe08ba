package org.millrace.operators.metrics;

import static java.util.Objects.requireNonNull;

import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** The figure of a gauge. It is registered with its first value, so that what was never measured is not shown. */
final class Figure implements Gauge<Double> {

    private final MetricGroup group;
    private final String name;
    private boolean registered;
    private volatile double value = Double.NaN;

    /** @param group with the meter's labels as variables */
    Figure(Meter meter, MetricGroup group) {
        this(requireNonNull(group, "group"), meter.registeredName());
    }

    Figure(MetricGroup group, String name) {
        this.group = group;
        this.name = name;
    }

    /** Shows {@code figure}; not a number is shown only once there was a number. */
    void set(double figure) {
        value = figure;
        if (!registered && !Double.isNaN(figure)) {
            registered = true;
            group.gauge(name, this);
        }
    }

    @Override
    public Double getValue() {
        return value;
    }
}
