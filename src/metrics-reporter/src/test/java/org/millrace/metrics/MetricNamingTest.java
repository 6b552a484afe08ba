package org.millrace.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.metrics.MetricAddress.FamilyType;
import org.millrace.metrics.MetricAddress.Part;

class MetricNamingTest {

    private static final Counter COUNTER = new SimpleCounter();
    private static final Gauge<Integer> GAUGE = () -> 1;

    @ParameterizedTest
    @CsvSource({
        "taskmanager.job.task.operator, numRecordsOut, flink_taskmanager_job_task_operator_num_records_out",
        "taskmanager.Status.JVM.CPU, Load, flink_taskmanager_status_jvm_cpu_load",
        "taskmanager.Status.JVM.GarbageCollector.G1 Young Generation, Time, flink_taskmanager_status_jvm_garbage_collector_g1_young_generation_time",
        "taskmanager.Status.JVM.Threads, Count, flink_taskmanager_status_jvm_threads_number",
        "taskmanager.Status.JVM.Memory.Direct, Count, flink_taskmanager_status_jvm_memory_direct_number",
        "taskmanager.Status.Flink.Memory.Managed, Total, flink_taskmanager_status_flink_memory_managed",
        "taskmanager.Status.Shuffle.Netty, TotalMemorySegments, flink_taskmanager_status_shuffle_netty_total_memory_segments",
        "taskmanager.job.task, currentInput1Watermark, flink_taskmanager_job_task_current_input1_watermark",
        "taskmanager.job.task.operator.rows, rocksdb.num-running-compactions, flink_taskmanager_job_task_operator_rows_rocksdb_num_running_compactions",
        "taskmanager.job.task.operator, größe, flink_taskmanager_job_task_operator_gr_e",
        "total, total, flink",
        "jobmanager.job, numRestarts, flink_jobmanager_job_num_restarts",
    })
    void aGaugeIsCalledByScopeAndNameInSnakeCase(String scope, String name, String family) {
        assertThat(address(GAUGE, name, scope, Map.of()).family().name()).isEqualTo(family);
    }

    @ParameterizedTest
    @CsvSource({
        "busyTimeMsPerSecond, busy_time_seconds_per_second, 1e3",
        "accumulateIdleTimeMs, accumulate_idle_time_seconds, 1e3",
        "checkpointStartDelayNanos, checkpoint_start_delay_seconds, 1e9",
        "io-wait-time-ns-avg, io_wait_time_seconds_avg, 1e9",
        "lastCheckpointDuration, last_checkpoint_duration, 1",
        "numBytesOut, num_bytes_out, 1",
    })
    void aTimeUnitInTheNameBecomesSeconds(String name, String words, double unitsPerBase) {
        MetricAddress address = address(GAUGE, name, "jobmanager.job", Map.of());

        assertThat(address.family().name()).isEqualTo("flink_jobmanager_job_" + words);
        assertThat(address.unitsPerBase()).isEqualTo(unitsPerBase);
    }

    @Test
    void theKindOfMetricDecidesTheTypeAndTheEndOfTheName() {
        assertThat(family(COUNTER, "restarts")).isEqualTo("flink_jobmanager_restarts COUNTER");
        assertThat(family(COUNTER, "restartsTotal")).isEqualTo("flink_jobmanager_restarts COUNTER");
        assertThat(family(GAUGE, "records-consumed-total")).isEqualTo("flink_jobmanager_records_consumed COUNTER");
        assertThat(family(GAUGE, "taskSlotsTotal")).isEqualTo("flink_jobmanager_task_slots GAUGE");
        assertThat(family(new MeterView(COUNTER), "numRestartsPerSecond"))
                .isEqualTo("flink_jobmanager_num_restarts_per_second GAUGE");
        assertThat(family(new MeterView(COUNTER), "requests")).isEqualTo("flink_jobmanager_requests_per_second GAUGE");
        assertThat(family(new DescriptiveStatisticsHistogram(1), "latency"))
                .isEqualTo("flink_jobmanager_latency SUMMARY");
    }

    @Test
    void aGroupWithAValueIsALabelAndNotPartOfTheName() {
        MetricAddress address = address(
                GAUGE,
                "committedOffset",
                "taskmanager.job.task.operator.KafkaSourceReader.topic.partition",
                Map.of("<topic>", "examples", "<partition>", "0"));

        assertThat(address.family().name())
                .isEqualTo("flink_taskmanager_job_task_operator_kafka_source_reader_committed_offset");
        assertThat(labels(address)).isEqualTo("{partition=\"0\",topic=\"examples\"}");
    }

    @Test
    void aKeyThatIsCalledLikeAPartOfFlinksScopeTakesNothingFromIt() {
        MetricAddress address =
                address(GAUGE, "x", "taskmanager.job.task.operator.operator", Map.of("<operator>", "plus"));

        assertThat(address.family().name()).isEqualTo("flink_taskmanager_job_task_operator_x");
    }

    @Test
    void idsAreLeftOutWhereANameSaysTheSame() {
        Map<String, String> variables = Map.ofEntries(
                Map.entry("<host>", "worker-7"),
                Map.entry("<tm_id>", "worker-7:1"),
                Map.entry("<job_id>", "7684"),
                Map.entry("<job_name>", "digits"),
                Map.entry("<task_id>", "cbc3"),
                Map.entry("<task_name>", "Train"),
                Map.entry("<task_attempt_id>", "8b1f"),
                Map.entry("<task_attempt_num>", "3"),
                Map.entry("<subtask_index>", "1"),
                Map.entry("<operator_id>", "20ba"),
                Map.entry("<operator_name>", "Train"));

        assertThat(labels(address(GAUGE, "x", "taskmanager.job.task.operator", variables)))
                .isEqualTo("{job_name=\"digits\",operator_name=\"Train\",subtask_index=\"1\",task_name=\"Train\"}");
        assertThat(labels(address(GAUGE, "x", "taskmanager", Map.of("<host>", "worker-7", "<tm_id>", "worker-7:1"))))
                .isEqualTo("{tm_id=\"worker-7:1\"}");
        assertThat(labels(address(GAUGE, "x", "taskmanager.job", Map.of("<job_name>", "a", "<operator_id>", "20ba"))))
                .isEqualTo("{job_name=\"a\",operator_id=\"20ba\"}");
    }

    @Test
    void labelsAreLegalInPrometheus() {
        Map<String, String> variables =
                Map.of("<client-id>", "c", "<le>", "7", "<quantile>", "q", "<2nd>", "s", "<__x>", "u", "<none>", "");

        assertThat(labels(address(GAUGE, "x", "taskmanager", variables)))
                .isEqualTo("{_2nd=\"s\",client_id=\"c\",exported_le=\"7\",exported_quantile=\"q\",x=\"u\"}");
    }

    @Test
    void ourOwnMetersKeepTheirNameWhereverTheyAreRegistered() {
        Map<String, String> variables = Map.of("<model>", "digits");

        MetricAddress address = address(COUNTER, "millrace_examples", "taskmanager.job.task.operator.model", variables);

        assertThat(address.family().name()).isEqualTo("millrace_examples");
        assertThat(address.family().type()).isEqualTo(FamilyType.COUNTER);
        assertThat(labels(address)).isEqualTo("{model=\"digits\"}");
        assertThat(address(GAUGE, "millrace_latency_ms", "taskmanager", Map.of())
                        .unitsPerBase())
                .isEqualTo(1);
        assertThat(address(GAUGE, "millrace_model_info", "taskmanager", Map.of())
                        .family()
                        .name())
                .isEqualTo("millrace_model_info");
    }

    @Test
    void ourOwnBucketsCountsAndSumsMakeAHistogram() {
        assertThat(own(COUNTER, "millrace_wait_bucket", Map.of("<le>", "0.5"))).isEqualTo(new Part.Bucket(0.5));
        assertThat(own(COUNTER, "millrace_wait_bucket", Map.of("<le>", "+Inf")))
                .isEqualTo(new Part.Bucket(Double.POSITIVE_INFINITY));
        assertThat(own(COUNTER, "millrace_wait_count", Map.of())).isEqualTo(new Part.Count());
        assertThat(own(COUNTER, "millrace_wait_sum", Map.of())).isEqualTo(new Part.Sum());
        assertThat(own(GAUGE, "millrace_wait_sum", Map.of())).isEqualTo(new Part.Sum());
    }

    @ParameterizedTest
    @CsvSource({"''", "many", "NaN"})
    void aBucketWithoutANumberForItsUpperBoundIsACounter(String upperBound) {
        MetricAddress address = address(COUNTER, "millrace_wait_bucket", "taskmanager", Map.of("<le>", upperBound));

        assertThat(address.family().type()).isEqualTo(FamilyType.COUNTER);
        assertThat(address.family().name()).isEqualTo("millrace_wait_bucket");
    }

    private Part own(Metric metric, String name, Map<String, String> variables) {
        MetricAddress address = address(metric, name, "taskmanager", variables);
        assertThat(address.family().name()).isEqualTo("millrace_wait");
        assertThat(address.family().type()).isEqualTo(FamilyType.HISTOGRAM);
        assertThat(labels(address)).isEqualTo("{}");
        return address.member().part();
    }

    private String family(Metric metric, String name) {
        MetricAddress address = address(metric, name, "jobmanager", Map.of());
        return address.family().name() + " " + address.family().type();
    }

    private static String labels(MetricAddress address) {
        return address.member().labels().toString();
    }

    private MetricAddress address(Metric metric, String name, String scope, Map<String, String> variables) {
        return MetricNaming.address(metric, name, new FixedGroup(scope, variables));
    }
}
