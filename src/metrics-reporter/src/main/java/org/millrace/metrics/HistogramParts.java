package org.millrace.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.TreeMap;
import org.millrace.metrics.MetricAddress.Part;

/**
 * The parts of one histogram as they were read: one after the other, while its owner goes on counting.
 *
 * @param atMost how many observations were at most an upper bound, by upper bound
 * @param count how many there were
 * @param sum their sum, NaN if not told
 */
record HistogramParts(TreeMap<Double, Long> atMost, long count, double sum) {

    private static final long NO_CREATION_TIME = 0;

    static HistogramParts of(List<Series> parts) {
        TreeMap<Double, Long> atMost = new TreeMap<>();
        long count = 0;
        double sum = Double.NaN;
        for (Series series : parts) {
            Part part = series.member().part();
            if (part instanceof Part.Bucket bucket) {
                atMost.put(bucket.upperBound(), (long) series.value());
            } else if (part instanceof Part.Count) {
                count = (long) series.value();
            } else if (part instanceof Part.Sum) {
                sum = series.value();
            }
        }
        return new HistogramParts(atMost, count, sum);
    }

    /** Buckets of which each holds at least what the smaller ones do, and a last one that holds all. */
    HistogramDataPointSnapshot point(Labels labels) {
        TreeMap<Double, Long> complete = new TreeMap<>(atMost);
        complete.merge(Double.POSITIVE_INFINITY, count, Math::max);
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        long before = 0;
        for (var bucket : complete.entrySet()) {
            long upToHere = Math.max(before, bucket.getValue());
            buckets.bucket(bucket.getKey(), upToHere - before);
            before = upToHere;
        }
        return new HistogramDataPointSnapshot(buckets.build(), sum, labels, Exemplars.EMPTY, NO_CREATION_TIME);
    }
}
