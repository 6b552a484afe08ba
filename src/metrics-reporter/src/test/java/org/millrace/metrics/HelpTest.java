package org.millrace.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.Test;

class HelpTest {

    private static final String TEXT = "How long, in 90 % of cases";

    @Test
    void isWhatAMeterSupplies() {
        assertThat(help(new ExplainedGauge(1, TEXT), "millrace_wait_seconds")).isEqualTo(TEXT);
    }

    @Test
    void belongsToTheFamilyAndNotToItsParts() {
        assertThat(help(new ExplainedCounter(1, TEXT), "millrace_wait_seconds_count"))
                .isEqualTo(TEXT);
        assertThat(help(new ExplainedGauge(0.5, TEXT), "millrace_wait_seconds_sum"))
                .isEqualTo(TEXT);
    }

    @Test
    void saysTheNameWhereThereIsNothingElseToSay() {
        assertThat(help(new SimpleCounter(), "millrace_unheard_of")).isEqualTo("Millrace's millrace_unheard_of");
        assertThat(help(new Numbers(), "millrace_unheard_of")).isEqualTo("Millrace's millrace_unheard_of");
    }

    @Test
    void ofFlinksMetricsIsTheNameThatFlinksDocumentationUses() {
        Gauge<Integer> busy = () -> 1;
        assertThat(help(busy, "busyTimeMsPerSecond")).isEqualTo("Flink's taskmanager.job.task.busyTimeMsPerSecond");
        assertThat(help(new ExplainedGauge(1, TEXT), "busyTimeMsPerSecond"))
                .isEqualTo("Flink's taskmanager.job.task.busyTimeMsPerSecond");
    }

    private static String help(Metric metric, String name) {
        return MetricNaming.address(metric, name, new FixedGroup("taskmanager.job.task", Map.of()))
                .family()
                .help();
    }

    /** A supplier of something else. */
    private static final class Numbers extends SimpleCounter implements Supplier<Long> {

        @Override
        public Long get() {
            return getCount();
        }
    }
}
