package org.millrace.metrics;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * How Flink finds the reporter, in its {@code plugins} directory or on the class path:
 *
 * <pre>
 * metrics.reporters: millrace
 * metrics.reporter.millrace.factory.class: org.millrace.metrics.PrometheusReporterFactory
 * metrics.reporter.millrace.port: 9249-9259
 * metrics.reporter.millrace.host: localhost
 * </pre>
 *
 * The last two are the defaults.
 */
public final class PrometheusReporterFactory implements MetricReporterFactory {

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return new PrometheusReporter();
    }
}
