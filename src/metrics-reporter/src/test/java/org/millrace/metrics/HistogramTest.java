package org.millrace.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistogramTest {

    private final RunningReporter reporter = new RunningReporter();

    @AfterEach
    void close() {
        reporter.close();
    }

    @Test
    void whatIsAboveTheLastBoundIsInTheLastBucket() {
        bucket("0.5", 2);
        bucket("1.0", 3);
        reporter.add(FixedMetrics.counter(5), "millrace_wait_count", group(Map.of()));

        assertThat(reporter.samples())
                .containsExactly(
                        "millrace_wait_bucket{le=\"0.5\"} 2",
                        "millrace_wait_bucket{le=\"1.0\"} 3",
                        "millrace_wait_bucket{le=\"+Inf\"} 5",
                        "millrace_wait_count 5");
    }

    @Test
    void bucketsNeverFallThoughTheyAreReadOneAfterTheOther() {
        bucket("0.5", 3);
        bucket("1.0", 2);
        bucket("+Inf", 2);
        reporter.add(FixedMetrics.counter(1), "millrace_wait_count", group(Map.of()));

        assertThat(reporter.samples())
                .containsExactly(
                        "millrace_wait_bucket{le=\"0.5\"} 3",
                        "millrace_wait_bucket{le=\"1.0\"} 3",
                        "millrace_wait_bucket{le=\"+Inf\"} 3",
                        "millrace_wait_count 3");
    }

    @Test
    void eachSetOfLabelsIsAHistogram() {
        reporter.add(FixedMetrics.counter(1), "millrace_wait_bucket", group(Map.of("<le>", "1", "<model>", "a")));
        reporter.add(FixedMetrics.counter(2), "millrace_wait_bucket", group(Map.of("<le>", "1", "<model>", "b")));

        assertThat(reporter.samples())
                .contains(
                        "millrace_wait_bucket{model=\"a\",le=\"1.0\"} 1",
                        "millrace_wait_bucket{model=\"b\",le=\"1.0\"} 2");
        assertThat(reporter.scrape()).containsOnlyOnce("# TYPE millrace_wait histogram");
    }

    @Test
    void aHistogramEndsWithItsLastPart() {
        Counter bucket = bucket("1", 1);
        Counter count = reporter.add(FixedMetrics.counter(1), "millrace_wait_count", group(Map.of()));

        reporter.remove(bucket, "millrace_wait_bucket", group(Map.of("<le>", "1")));
        assertThat(reporter.samples()).containsExactly("millrace_wait_bucket{le=\"+Inf\"} 1", "millrace_wait_count 1");

        reporter.remove(count, "millrace_wait_count", group(Map.of()));
        assertThat(reporter.scrape()).isEmpty();
    }

    @Test
    void flinksHistogramWithoutValuesTellsItsCountOnly() {
        reporter.add(new DescriptiveStatisticsHistogram(10), "latency", group(Map.of()));

        assertThat(reporter.samples()).containsExactly("flink_taskmanager_latency_count 0");
    }

    private Counter bucket(String upperBound, long count) {
        return reporter.add(FixedMetrics.counter(count), "millrace_wait_bucket", group(Map.of("<le>", upperBound)));
    }

    private static FixedGroup group(Map<String, String> variables) {
        return new FixedGroup("taskmanager", variables);
    }
}
