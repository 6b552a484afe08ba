package org.millrace.operators.metrics;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** A counter that follows a total kept in state, so that it goes on from there after a restart. */
final class Total {

    private final Counter counter;

    /** @param group with the meter's labels as variables */
    Total(Meter meter, MetricGroup group) {
        counter = group.counter(meter.registeredName());
    }

    void set(long total) {
        counter.inc(total - counter.getCount());
    }
}
