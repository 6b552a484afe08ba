package org.millrace.operators.metrics;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;
import org.apache.flink.metrics.SimpleCounter;

/** A counter that supplies its help text, which Flink's metrics do not have, to the reporter. */
final class MeterCounter extends SimpleCounter implements Supplier<String> {

    private final Meter meter;

    MeterCounter(Meter meter) {
        this.meter = requireNonNull(meter, "meter");
    }

    @Override
    public String get() {
        return meter.help();
    }
}
