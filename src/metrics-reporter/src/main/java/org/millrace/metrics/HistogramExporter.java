package org.millrace.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.millrace.metrics.MetricAddress.Family;

/** True histograms, put together at each scrape from the parts that {@link OwnMeter} describes. */
final class HistogramExporter implements Exporter, MultiCollector {

    private final Set<Series> published = new HashSet<>();

    @Override
    public void publish(Series series) {
        published.add(series);
    }

    @Override
    public void withdraw(Series series) {
        published.remove(series);
    }

    @Override
    public MetricSnapshots collect() {
        Map<Family, List<Series>> families = published.stream().collect(Collectors.groupingBy(Series::family));
        return new MetricSnapshots(families.entrySet().stream()
                .map(family -> snapshot(family.getKey(), family.getValue()))
                .toArray(HistogramSnapshot[]::new));
    }

    private static HistogramSnapshot snapshot(Family family, List<Series> parts) {
        Map<Labels, List<Series>> members = parts.stream()
                .collect(Collectors.groupingBy(part -> part.member().labels()));
        List<HistogramDataPointSnapshot> points = members.entrySet().stream()
                .map(member -> HistogramParts.of(member.getValue()).point(member.getKey()))
                .toList();
        return new HistogramSnapshot(new MetricMetadata(family.name(), family.help()), points);
    }
}
