package org.millrace.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.metrics.Metric;
import org.millrace.metrics.MetricAddress.Family;
import org.millrace.metrics.MetricAddress.FamilyType;
import org.millrace.metrics.MetricAddress.Member;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time series of all metrics that are registered now. A series begins with its first metric and ends with its last, a
 * family with its first and last series; nothing else is kept.
 */
final class LiveSeries {

    private static final Logger LOG = LoggerFactory.getLogger(LiveSeries.class);

    private final SteadyRegistry registry;
    private final Function<FamilyType, Exporter> exporters;
    private final Map<String, LiveFamily> families = new HashMap<>();

    LiveSeries(SteadyRegistry registry, Function<FamilyType, Exporter> exporters) {
        this.registry = registry;
        this.exporters = exporters;
    }

    /** The first registration of a name decides what the family is. */
    private record LiveFamily(Family family, Map<Member, Series> members) {}

    void add(MetricAddress address, Metric metric) {
        registry.change(() -> {
            Family wanted = address.family();
            LiveFamily live = families.computeIfAbsent(wanted.name(), name -> new LiveFamily(wanted, new HashMap<>()));
            if (live.family().type() == wanted.type()) {
                member(live, address).add(new Source(metric, address.unitsPerBase()));
            } else {
                LOG.warn(
                        "Not exported: {}, because {} is a {} and not a {}",
                        wanted.help(),
                        wanted.name(),
                        live.family().type(),
                        wanted.type());
            }
        });
    }

    private Series member(LiveFamily live, MetricAddress address) {
        return live.members().computeIfAbsent(address.member(), member -> {
            Series series = new Series(live.family(), member);
            exporters.apply(live.family().type()).publish(series);
            return series;
        });
    }

    /** Does nothing if the metric is not there. */
    void remove(MetricAddress address, Metric metric) {
        registry.change(() -> {
            LiveFamily live = families.get(address.family().name());
            Series series = live == null ? null : live.members().get(address.member());
            if (series == null) {
                return;
            }
            series.remove(metric);
            if (series.isEmpty()) {
                exporters.apply(live.family().type()).withdraw(series);
                live.members().remove(address.member());
            }
            if (live.members().isEmpty()) {
                families.remove(address.family().name());
            }
        });
    }

    boolean isEmpty() {
        return registry.read(families::isEmpty);
    }
}
