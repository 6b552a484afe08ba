package org.millrace.operators.metrics;

import static java.util.Objects.requireNonNull;

import org.apache.flink.metrics.MetricGroup;

/**
 * A counter that follows a total kept in state, so that it goes on from there after a restart. It is registered with its
 * first total: a zero in between would be taken for a counter that began anew.
 */
final class Total {

    private final Meter meter;
    private final MetricGroup group;
    private final MeterCounter counter;
    private boolean registered;

    /** @param group with the meter's labels as variables */
    Total(Meter meter, MetricGroup group) {
        this.meter = requireNonNull(meter, "meter");
        this.group = requireNonNull(group, "group");
        counter = new MeterCounter(meter);
    }

    void set(long total) {
        counter.inc(total - counter.getCount());
        if (!registered) {
            registered = true;
            group.counter(meter.registeredName(), counter);
        }
    }
}
