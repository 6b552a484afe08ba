package org.millrace.metrics;

import java.util.function.Supplier;
import org.apache.flink.metrics.Gauge;

/** A gauge with a help text, as jobs register it. */
record ExplainedGauge(Number getValue, String get) implements Gauge<Number>, Supplier<String> {}
