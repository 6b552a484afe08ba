package org.millrace.metrics;

import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;
import org.millrace.metrics.MetricAddress.Family;

/**
 * Flink's histograms, which tell quantiles of their recent values and how many values there ever were: summaries without a
 * sum, since no sum of all values is known.
 */
final class SummaryExporter extends FamilyExporter {

    private static final double[] QUANTILES = {0, 0.5, 0.95, 0.99, 1};

    private static final double NO_SUM = Double.NaN;

    private static final long NO_CREATION_TIME = 0;

    @Override
    SummarySnapshot snapshot(Family family, List<Series> members) {
        return new SummarySnapshot(
                new MetricMetadata(family.name(), family.help()),
                members.stream().flatMap(series -> point(series).stream()).toList());
    }

    private static Optional<SummaryDataPointSnapshot> point(Series series) {
        try {
            return series.newest()
                    .filter(source -> source.metric() instanceof Histogram)
                    .map(source -> point(series, (Histogram) source.metric(), source.unitsPerBase()));
        } catch (RuntimeException | LinkageError e) {
            series.logFailure(e);
            return Optional.empty();
        }
    }

    private static SummaryDataPointSnapshot point(Series series, Histogram histogram, double unitsPerBase) {
        HistogramStatistics statistics = histogram.getStatistics();
        Quantile[] quantiles = statistics.size() == 0
                ? new Quantile[0]
                : DoubleStream.of(QUANTILES)
                        .mapToObj(quantile -> new Quantile(quantile, value(statistics, quantile) / unitsPerBase))
                        .toArray(Quantile[]::new);
        return new SummaryDataPointSnapshot(
                histogram.getCount(),
                NO_SUM,
                Quantiles.of(quantiles),
                series.member().labels(),
                Exemplars.EMPTY,
                NO_CREATION_TIME);
    }

    private static double value(HistogramStatistics statistics, double quantile) {
        if (quantile == 0) {
            return statistics.getMin();
        }
        return quantile == 1 ? statistics.getMax() : statistics.getQuantile(quantile);
    }
}
