package org.millrace.operators.metrics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * A histogram of durations with fixed buckets, as Prometheus understands it: {@code NAME_bucket} counts, for each bound
 * {@code le}, the durations up to it; {@code NAME_count} all; {@code NAME_sum} adds them up, in seconds.
 *
 * <p>Flink's own histograms are quantiles over a sample, which cannot be added up over tasks or asked for a stretch of time.
 */
final class DurationHistogram {

    /** Up to 10 s, three bounds to every power of ten. */
    private static final String[] BOUNDS = {
        "0.00001",
        "0.000025",
        "0.00005",
        "0.0001",
        "0.00025",
        "0.0005",
        "0.001",
        "0.0025",
        "0.005",
        "0.01",
        "0.025",
        "0.05",
        "0.1",
        "0.25",
        "0.5",
        "1",
        "2.5",
        "5",
        "10",
        "+Inf"
    };

    private static final long[] NANOSECONDS = Arrays.stream(BOUNDS)
            .mapToLong(bound -> bound.equals("+Inf") ? Long.MAX_VALUE : Math.round(Double.parseDouble(bound) * 1e9))
            .toArray();

    private final Counter[] buckets;
    private final Counter count;
    private final Figure sum;
    private long summedNanoseconds;

    /** @param group with the meter's labels, but for {@link Label#LE}, as variables */
    DurationHistogram(Meter meter, MetricGroup group) {
        String name = meter.registeredName();
        buckets = IntStream.range(0, BOUNDS.length)
                .mapToObj(i ->
                        group.addGroup(Label.LE.key(), BOUNDS[i]).counter(name + "_bucket", new MeterCounter(meter)))
                .toArray(Counter[]::new);
        count = group.counter(name + "_count", new MeterCounter(meter));
        sum = new Figure(meter, name + "_sum", group);
        sum.set(0);
    }

    void observe(long nanoseconds) {
        for (int i = buckets.length - 1; i >= 0 && nanoseconds <= NANOSECONDS[i]; i--) {
            buckets[i].inc();
        }
        count.inc();
        summedNanoseconds += nanoseconds;
        sum.set(summedNanoseconds / 1e9);
    }
}
