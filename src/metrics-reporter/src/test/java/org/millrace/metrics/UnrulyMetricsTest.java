package org.millrace.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Metrics are other people's code: none of them may spoil the scrape for the others. */
class UnrulyMetricsTest {

    private static final FixedGroup GROUP = new FixedGroup("jobmanager", Map.of());

    private final RunningReporter reporter = new RunningReporter();

    @AfterEach
    void close() {
        reporter.close();
    }

    @Test
    void aGaugeThatThrowsDoesNotBreakTheScrape() {
        AtomicReference<String> value = new AtomicReference<>("1");
        reporter.add((Gauge<Integer>) () -> Integer.parseInt(value.get()), "shaky", GROUP);
        reporter.add((Gauge<Integer>) () -> Integer.parseInt("never"), "broken", GROUP);
        reporter.add((Gauge<Integer>) () -> 7, "sound", GROUP);
        assertThat(reporter.samples()).containsExactly("flink_jobmanager_shaky 1.0", "flink_jobmanager_sound 7.0");

        value.set("x");

        assertThat(reporter.samples()).containsExactly("flink_jobmanager_shaky NaN", "flink_jobmanager_sound 7.0");
    }

    @Test
    void aGaugeWhoseClassesAreGoneDoesNotBreakTheScrape() {
        Gauge<Integer> gauge = () -> {
            throw new NoClassDefFoundError("org/example/Job");
        };
        reporter.add(gauge, "orphaned", GROUP);
        reporter.add((Gauge<Integer>) () -> 7, "sound", GROUP);

        assertThat(reporter.samples()).containsExactly("flink_jobmanager_sound 7.0");
    }

    @Test
    void aGaugeThatWaitsForTheThreadThatRegistersDoesNotStopIt() throws Exception {
        CountDownLatch registered = new CountDownLatch(1);
        CountDownLatch reading = new CountDownLatch(1);
        Gauge<Integer> waiting = () -> {
            reading.countDown();
            try {
                return registered.await(1, TimeUnit.MINUTES) ? 1 : 0;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        reporter.add(waiting, "waiting", GROUP);
        CompletableFuture<List<String>> scrape = CompletableFuture.supplyAsync(reporter::samples);
        assertThat(reading.await(1, TimeUnit.MINUTES)).isTrue();

        reporter.add(new SimpleCounter(), "late", GROUP);
        registered.countDown();

        assertThat(scrape.get(1, TimeUnit.MINUTES)).containsExactly("flink_jobmanager_waiting 1.0");
        assertThat(reporter.samples())
                .containsExactly("flink_jobmanager_late_total 0.0", "flink_jobmanager_waiting 1.0");
    }

    @Test
    void aGaugeAppearsWithItsFirstValue() {
        AtomicReference<Double> value = new AtomicReference<>();
        reporter.add((Gauge<Double>) value::get, "late", GROUP);
        assertThat(reporter.samples()).isEmpty();

        value.set(0.5);
        assertThat(reporter.samples()).containsExactly("flink_jobmanager_late 0.5");

        value.set(null);
        assertThat(reporter.samples()).containsExactly("flink_jobmanager_late NaN");
    }

    @Test
    void aGaugeOfTextIsNotExported() {
        Gauge<String> version = () -> "2.2.1";
        reporter.add(version, "version", GROUP);
        assertThat(reporter.samples()).isEmpty();

        reporter.remove(version, "version", GROUP);
        assertThat(reporter.samples()).isEmpty();
    }

    @Test
    void infinityAndNotANumberAreValues() {
        reporter.add((Gauge<Double>) () -> Double.NEGATIVE_INFINITY, "low", GROUP);
        reporter.add((Gauge<Float>) () -> Float.NaN, "none", GROUP);

        assertThat(reporter.samples()).containsExactly("flink_jobmanager_low -Inf", "flink_jobmanager_none NaN");
    }

    @Test
    void aCounterNeverGoesBelowZero() {
        Counter counter = reporter.add(new SimpleCounter(), "open", GROUP);
        counter.dec(3);

        assertThat(reporter.samples()).containsExactly("flink_jobmanager_open_total 0.0");
    }

    @Test
    void aHistogramThatFailsIsLeftOut() {
        reporter.add(new FailingHistogram(), "latency", GROUP);
        reporter.add((Gauge<Integer>) () -> 7, "sound", GROUP);

        assertThat(reporter.samples()).containsExactly("flink_jobmanager_sound 7.0");
    }

    @Test
    void membersOfAFamilyMayHaveDifferentLabels() {
        FixedGroup client = new FixedGroup("jobmanager", Map.of());
        FixedGroup topic = new FixedGroup("jobmanager.topic", Map.of("<topic>", "examples"));
        FixedGroup partition =
                new FixedGroup("jobmanager.topic.partition", Map.of("<topic>", "examples", "<partition>", "0"));
        Gauge<Integer> lag = reporter.add(() -> 1, "lag", client);
        reporter.add((Gauge<Integer>) () -> 2, "lag", topic);
        reporter.add((Gauge<Integer>) () -> 3, "lag", partition);

        assertThat(reporter.samples())
                .containsExactly(
                        "flink_jobmanager_lag 1.0",
                        "flink_jobmanager_lag{partition=\"0\",topic=\"examples\"} 3.0",
                        "flink_jobmanager_lag{topic=\"examples\"} 2.0");

        reporter.remove(lag, "lag", client);
        assertThat(reporter.samples())
                .containsExactly(
                        "flink_jobmanager_lag{partition=\"0\",topic=\"examples\"} 3.0",
                        "flink_jobmanager_lag{topic=\"examples\"} 2.0");
    }

    @Test
    void theFirstOfTwoTypesUnderOneNameIsExported() {
        Gauge<Integer> gauge = reporter.add(() -> 7, "restarts", GROUP);
        FixedGroup other = new FixedGroup("jobmanager", Map.of("<topic>", "examples"));
        Counter counter = reporter.add(new SimpleCounter(), "restarts", other);

        assertThat(reporter.samples()).containsExactly("flink_jobmanager_restarts 7.0");

        reporter.remove(counter, "restarts", other);
        assertThat(reporter.samples()).containsExactly("flink_jobmanager_restarts 7.0");

        reporter.remove(gauge, "restarts", GROUP);
        reporter.add(counter, "restarts", other);
        assertThat(reporter.samples()).containsExactly("flink_jobmanager_restarts_total{topic=\"examples\"} 0.0");
    }

    @Test
    void twoNamesThatAreOneInPrometheusDoNotBreakTheScrape() {
        reporter.add((Gauge<Integer>) () -> 3000, "waitMs", GROUP);
        reporter.add((Gauge<Integer>) () -> 4, "wait_seconds", GROUP);

        assertThat(reporter.samples()).containsExactly("flink_jobmanager_wait_seconds 4.0");
    }

    private static final class FailingHistogram implements Histogram {

        @Override
        public void update(long value) {}

        @Override
        public long getCount() {
            return 1;
        }

        @Override
        public HistogramStatistics getStatistics() {
            throw new IllegalStateException("closed");
        }
    }
}
