package org.millrace.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves every metric that Flink tells of to Prometheus, from its registration to its removal. */
final class PrometheusReporter implements MetricReporter {

    private static final Logger LOG = LoggerFactory.getLogger(PrometheusReporter.class);

    private final SteadyRegistry prometheus = new SteadyRegistry(this::admitGauges);
    private final PrometheusMeterRegistry micrometer =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, prometheus, Clock.SYSTEM);
    private final GaugeExporter gauges = new GaugeExporter(micrometer);
    private final LiveSeries series;
    private MetricsEndpoint endpoint;

    PrometheusReporter() {
        micrometer.config().namingConvention(NamingConvention.identity);
        SummaryExporter summaries = new SummaryExporter();
        HistogramExporter histograms = new HistogramExporter();
        prometheus.register(summaries);
        prometheus.register(histograms);
        CounterExporter counters = new CounterExporter(micrometer);
        series = new LiveSeries(prometheus, type -> switch (type) {
            case COUNTER -> counters;
            case GAUGE -> gauges;
            case SUMMARY -> summaries;
            case HISTOGRAM -> histograms;
        });
    }

    /** @throws BadSettingException if a setting is wrong or no port is free */
    @Override
    public void open(MetricConfig config) {
        endpoint = MetricsEndpoint.open(EndpointSettings.of(config), prometheus);
        LOG.info("Metrics for Prometheus at {}", endpoint.url());
    }

    @Override
    public void close() {
        if (endpoint != null) {
            endpoint.close();
        }
        micrometer.close();
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        series.add(MetricNaming.address(metric, name, group), metric);
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        series.remove(MetricNaming.address(metric, name, group), metric);
    }

    private void admitGauges() {
        gauges.admit();
    }

    /** Whether nothing is registered, with Micrometer and here. */
    boolean isEmpty() {
        return series.isEmpty() && micrometer.getMeters().isEmpty();
    }

    InetSocketAddress address() {
        return endpoint.address();
    }
}
