package org.millrace.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.millrace.metrics.FlinkProcess.Attempt;

/** A metric is there from its registration to its removal, whatever tasks do in between. */
class LifecycleTest {

    private static final JobID JOB = new JobID();

    private final RunningReporter reporter = new RunningReporter();
    private final FlinkProcess flink = new FlinkProcess(reporter);

    @AfterEach
    void close() {
        flink.close();
        reporter.close();
    }

    @Test
    void nothingOfAFinishedTaskRemains() {
        TaskMetricGroup task = flink.startTask(JOB, "Train");
        assertThat(reporter.samples())
                .contains("millrace_examples_total{job_name=\"digits\",model=\"digits\",operator_name=\"Train\","
                        + "split=\"training\",subtask_index=\"0\",task_name=\"Train\"} 7.0")
                .anyMatch(sample -> sample.startsWith("flink_taskmanager_job_task_num_records_in_total{"))
                .hasSizeGreaterThan(50);

        task.close();

        assertThat(reporter.scrape()).isEmpty();
        assertThat(reporter.reporter().isEmpty()).isTrue();
    }

    @Test
    void onlyTheFinishedTaskGoes() {
        TaskMetricGroup parse = flink.startTask(JOB, "Parse");
        TaskMetricGroup train = flink.startTask(JOB, "Train");
        List<String> both = reporter.samples();

        parse.close();

        assertThat(reporter.samples())
                .hasSize(both.size() / 2)
                .allMatch(sample -> sample.contains("task_name=\"Train\""));
        train.close();
    }

    @Test
    void aHundredRestartsLeaveNothingAndAlwaysShowTheSameSeries() {
        List<String> names = null;
        for (int restart = 0; restart < 100; restart++) {
            TaskMetricGroup task = flink.startTask(JOB, "Train");
            List<String> now =
                    reporter.samples().stream().map(LifecycleTest::withoutValue).toList();
            names = names == null ? now : names;
            assertThat(now).isEqualTo(names);
            task.close();
        }

        assertThat(reporter.scrape()).isEmpty();
        assertThat(reporter.reporter().isEmpty()).isTrue();
    }

    @Test
    void aRemovalThatComesAfterTheNextAttemptsRegistrationTakesNothingFromIt() {
        Attempt old = flink.startAttempt(JOB);
        old.examples().inc(1_000);
        Attempt next = flink.startAttempt(JOB);
        next.examples().inc(3);
        assertThat(examples()).containsExactly("3.0");

        old.end();

        assertThat(examples()).containsExactly("3.0");
        next.end();
        assertThat(examples()).isEmpty();
    }

    @Test
    void whenTheNewerOfTwoAttemptsEndsFirstTheOlderSpeaks() {
        Attempt old = flink.startAttempt(JOB);
        old.examples().inc(1_000);
        Attempt next = flink.startAttempt(JOB);

        next.end();

        assertThat(examples()).containsExactly("1000.0");
        old.end();
        assertThat(reporter.reporter().isEmpty()).isTrue();
    }

    @Test
    void theSameMetricRegisteredTwiceIsThereUntilItIsRemovedTwice() {
        Counter counter = new SimpleCounter();
        FixedGroup group = FixedMetrics.operator(Map.of());
        reporter.add(counter, "millrace_examples", group);
        reporter.add(counter, "millrace_examples", group);

        reporter.remove(counter, "millrace_examples", group);
        assertThat(examples()).containsExactly("0.0");

        reporter.remove(counter, "millrace_examples", group);
        assertThat(examples()).isEmpty();
    }

    @Test
    void noReferenceToARemovedMetricIsKept() {
        List<WeakReference<Metric>> removed = new ArrayList<>();
        removed.add(comeAndGo(new SimpleCounter(), "numRestarts"));
        removed.add(comeAndGo((Gauge<Integer>) new ArrayList<>()::size, "uptime"));
        removed.add(comeAndGo((Gauge<String>) new StringBuilder("chk-7")::toString, "path"));
        removed.add(comeAndGo(new DescriptiveStatisticsHistogram(1), "latency"));
        removed.add(comeAndGo(new SimpleCounter(), "millrace_wait_count"));

        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            System.gc();
            assertThat(removed).allMatch(reference -> reference.get() == null);
        });
    }

    private WeakReference<Metric> comeAndGo(Metric metric, String name) {
        FixedGroup group = FixedMetrics.operator(Map.of());
        reporter.add(metric, name, group);
        reporter.scrape();
        reporter.remove(metric, name, group);
        return new WeakReference<>(metric);
    }

    @Test
    void removingWhatIsNotThereDoesNothing() {
        FixedGroup group = FixedMetrics.operator(Map.of());
        Gauge<Integer> stranger = () -> 1;

        reporter.remove(stranger, "millrace_loss", group);
        reporter.add((Gauge<Integer>) () -> 2, "millrace_loss", group);
        reporter.remove(stranger, "millrace_loss", group);

        assertThat(reporter.samples()).hasSize(1);
    }

    @Test
    void scrapesGoOnWhileManyTasksComeAndGo() throws Exception {
        int tasks = 4;
        AtomicBoolean running = new AtomicBoolean(true);
        ExecutorService threads = Executors.newFixedThreadPool(tasks + 1);
        try {
            Future<Integer> scrapes = threads.submit(() -> scrapeWhile(running));
            List<Future<?>> restarts = new ArrayList<>();
            for (int i = 0; i < tasks; i++) {
                String name = "Train " + i % 2;
                restarts.add(threads.submit(() -> restart(name, 50)));
            }
            for (Future<?> restart : restarts) {
                restart.get(2, TimeUnit.MINUTES);
            }
            running.set(false);

            assertThat(scrapes.get(1, TimeUnit.MINUTES)).isPositive();
            assertThat(reporter.reporter().isEmpty()).isTrue();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Two tasks of one name take turns with their attempts: they register the same series at the same time. */
    private void restart(String name, int times) {
        for (int i = 0; i < times; i++) {
            flink.startTask(JOB, name).close();
        }
    }

    private int scrapeWhile(AtomicBoolean running) {
        int scrapes = 0;
        while (running.get()) {
            var response = reporter.send(reporter.request("/metrics"));
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            List<String> series = response.body()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(LifecycleTest::withoutValue)
                    .toList();
            assertThat(series).doesNotHaveDuplicates();
            scrapes++;
        }
        return scrapes;
    }

    private List<String> examples() {
        return reporter.samples().stream()
                .filter(sample -> sample.startsWith("millrace_examples_total"))
                .map(sample -> sample.substring(sample.lastIndexOf(' ') + 1))
                .toList();
    }

    private static String withoutValue(String sample) {
        return sample.substring(0, sample.lastIndexOf(' '));
    }
}
