/**
 * A Flink metric reporter for Prometheus: all of Flink's metrics and Millrace's own, through Micrometer's Prometheus
 * registry, on an HTTP endpoint. {@link org.millrace.metrics.MetricNaming} says how the names come about.
 */
package org.millrace.metrics;
