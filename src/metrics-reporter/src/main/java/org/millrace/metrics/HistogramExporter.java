package org.millrace.metrics;

import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.millrace.metrics.MetricAddress.Family;

/** True histograms, put together at each scrape from the parts that {@link OwnMeter} describes. */
final class HistogramExporter extends FamilyExporter {

    @Override
    HistogramSnapshot snapshot(Family family, List<Series> parts) {
        Map<Labels, List<Series>> members = parts.stream()
                .collect(Collectors.groupingBy(part -> part.member().labels()));
        List<HistogramDataPointSnapshot> points = members.entrySet().stream()
                .map(member -> HistogramParts.of(member.getValue()).point(member.getKey()))
                .toList();
        return new HistogramSnapshot(new MetricMetadata(family.name(), family.help()), points);
    }
}
