package org.millrace.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.millrace.metrics.MetricAddress.Family;

/** Exports series that Micrometer has no meter for: at each scrape, all series of a family become one snapshot. */
abstract class FamilyExporter implements Exporter, MultiCollector {

    private final Set<Series> published = new HashSet<>();

    @Override
    public final void publish(Series series) {
        published.add(series);
    }

    @Override
    public final void withdraw(Series series) {
        published.remove(series);
    }

    @Override
    public final MetricSnapshots collect() {
        Map<Family, List<Series>> families = published.stream().collect(Collectors.groupingBy(Series::family));
        return new MetricSnapshots(families.entrySet().stream()
                .map(family -> snapshot(family.getKey(), family.getValue()))
                .toArray(MetricSnapshot[]::new));
    }

    abstract MetricSnapshot snapshot(Family family, List<Series> series);
}
