package org.millrace.metrics;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;

/**
 * A Flink metric, and what its values are divided by to become base units.
 *
 * @param metric the metric
 * @param unitsPerBase 1000 for milliseconds
 */
record Source(Metric metric, double unitsPerBase) {

    /** The one value, in Flink's unit; null if a gauge has none, or of a histogram, which has many. */
    Object reading() {
        return switch (metric.getMetricType()) {
            case COUNTER -> ((Counter) metric).getCount();
            case GAUGE -> ((Gauge<?>) metric).getValue();
            case METER -> ((Meter) metric).getRate();
            case HISTOGRAM -> null;
        };
    }
}
