package org.millrace.operators.metrics;

import static java.util.Objects.requireNonNull;

import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.apache.flink.metrics.Gauge;

/**
 * A gauge that supplies its help text, which Flink's metrics do not have, to the reporter.
 *
 * @param reading what it shows
 */
record MeterGauge(Meter meter, DoubleSupplier reading) implements Gauge<Double>, Supplier<String> {

    MeterGauge {
        requireNonNull(meter, "meter");
        requireNonNull(reading, "reading");
    }

    @Override
    public Double getValue() {
        return reading.getAsDouble();
    }

    @Override
    public String get() {
        return meter.help();
    }
}
