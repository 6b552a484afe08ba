package org.millrace.operators.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.MetricGroup;

/** How many records wait in the open batches of a task. It is asked for every record, so it only adds up differences. */
public final class WaitingRecords {

    private final Map<String, Count> partitions = new HashMap<>();
    private final AtomicLong sum = new AtomicLong();

    private static final class Count {

        private int records;
    }

    public WaitingRecords(MetricGroup group) {
        group.gauge(Meter.WAITING_RECORDS.registeredName(), new MeterGauge(Meter.WAITING_RECORDS, sum::get));
    }

    /** @param records how many wait in the open batches of a partition now */
    public void show(String partition, int records) {
        Count count = partitions.computeIfAbsent(partition, unused -> new Count());
        sum.lazySet(sum.getPlain() + records - count.records);
        count.records = records;
    }
}
