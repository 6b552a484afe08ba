package org.millrace.operators.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DurationHistogramTest {

    private final CapturedMetrics metrics = new CapturedMetrics();
    private final DurationHistogram histogram = new DurationHistogram(Meter.STEP_DURATION, metrics.task());

    private double bucket(String bound) {
        return metrics.figures().get("millrace_step_duration_seconds_bucket{le=" + bound + "}");
    }

    @Test
    void countsInEveryBucketThatIsLargeEnough() {
        histogram.observe(10_000);
        histogram.observe(10_001);
        histogram.observe(3_000_000);

        assertThat(bucket("0.00001")).isEqualTo(1);
        assertThat(bucket("0.000025")).isEqualTo(2);
        assertThat(bucket("0.0025")).isEqualTo(2);
        assertThat(bucket("0.005")).isEqualTo(3);
        assertThat(bucket("+Inf")).isEqualTo(3);
    }

    @Test
    void countsWhatIsLongerThanAllBounds() {
        histogram.observe(60_000_000_000L);

        assertThat(bucket("10")).isZero();
        assertThat(bucket("+Inf")).isEqualTo(1);
    }

    @Test
    void addsUpInSeconds() {
        histogram.observe(1_500_000_000);
        histogram.observe(250_000_000);

        assertThat(metrics.figures())
                .containsEntry("millrace_step_duration_seconds_count{}", 2.0)
                .containsEntry("millrace_step_duration_seconds_sum{}", 1.75);
    }
}
