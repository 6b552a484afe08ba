package org.millrace.metrics;

import java.util.function.Supplier;
import org.apache.flink.metrics.SimpleCounter;

/** A counter with a help text, as jobs register it. */
final class ExplainedCounter extends SimpleCounter implements Supplier<String> {

    private final String help;

    ExplainedCounter(long count, String help) {
        this.help = help;
        inc(count);
    }

    @Override
    public String get() {
        return help;
    }
}
