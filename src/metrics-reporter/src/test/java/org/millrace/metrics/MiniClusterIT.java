package org.millrace.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The reporter as a Flink in this process finds it on the class path. */
class MiniClusterIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String JOB = "job_name=\"counting\"";

    private static final int PORT = RunningReporter.freePort();

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .setConfiguration(configuration())
            .build());

    private final HttpClient client = HttpClient.newHttpClient();

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.setString("metrics.reporters", "millrace");
        configuration.setString(
                "metrics.reporter.millrace.factory.class", "org.millrace.metrics.PrometheusReporterFactory");
        configuration.setString("metrics.reporter.millrace.port", Integer.toString(PORT));
        return configuration;
    }

    @Test
    void showsARunningJobAndNothingOfItAfterwards() throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(2);
        environment
                .fromSequence(1, Long.MAX_VALUE)
                .map(new Count())
                .name("Count")
                .sinkTo(new DiscardingSink<>());
        JobClient job = environment.executeAsync("counting");

        await().atMost(PATIENCE).untilAsserted(() -> assertShowsTheJob(samples()));
        assertShowsFlinkItself(samples());

        job.cancel().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(samples()).noneMatch(sample -> sample.contains(JOB)));
        assertShowsFlinkItself(samples());
    }

    private static void assertShowsTheJob(List<String> samples) {
        for (String subtask : List.of("0", "1")) {
            String labels =
                    JOB + ",model=\"digits\",operator_name=\"Count\",split=\"training\",subtask_index=\"" + subtask;
            assertThat(samples)
                    .anyMatch(sample -> sample.startsWith("millrace_examples_total{" + labels) && value(sample) > 0);
        }
        assertThat(samples)
                .anyMatch(sample -> sample.startsWith("flink_taskmanager_job_task_operator_num_records_in_total{" + JOB
                                + ",operator_name=\"Count\"")
                        && value(sample) > 0)
                .anyMatch(sample -> sample.startsWith("flink_taskmanager_job_task_busy_time_seconds_per_second{" + JOB))
                .anyMatch(sample -> sample.startsWith("flink_jobmanager_job_num_restarts{" + JOB + "} 0.0"))
                .noneMatch(sample -> sample.matches(".*[{,](job_id|task_id|operator_id|task_attempt_\\w+|host)=.*"));
    }

    private static void assertShowsFlinkItself(List<String> samples) {
        assertThat(samples)
                .anyMatch(
                        sample -> sample.matches("flink_taskmanager_status_jvm_memory_heap_used\\{tm_id=\"[^,]+\"} .*"))
                .contains("flink_jobmanager_num_registered_task_managers 1.0");
    }

    private List<String> samples() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + PORT + "/metrics"))
                .build();
        return client.send(request, BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private static double value(String sample) {
        return Double.parseDouble(sample.substring(sample.lastIndexOf(' ') + 1));
    }

    /** Counts examples as Train does, unhurriedly. */
    private static final class Count extends RichMapFunction<Long, Long> {

        private transient Counter examples;

        @Override
        public void open(OpenContext context) {
            examples = getRuntimeContext()
                    .getMetricGroup()
                    .addGroup("model", "digits")
                    .addGroup("split", "training")
                    .counter("millrace_examples");
        }

        @Override
        public Long map(Long example) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            examples.inc();
            return example;
        }
    }
}
