package org.millrace.metrics;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** A metric of every kind, as Flink registers them for a job that learns. */
final class FixedMetrics {

    private static final Map<String, String> TASK = Map.of(
            "<host>", "worker-7",
            "<tm_id>", "worker-7:34567-a1b2c3",
            "<job_id>", "7684be6004e4e955c2a558a9bc463f65",
            "<job_name>", "digits",
            "<task_id>", "cbc357ccb763df2852fee8c4fc7d55f2",
            "<task_name>", "Train \"digits\"",
            "<task_attempt_id>", "8b1f_cbc3_0_4",
            "<task_attempt_num>", "4",
            "<subtask_index>", "0");

    private static final Map<String, String> OPERATOR =
            with(TASK, Map.of("<operator_id>", "20ba6b65f97481d5570070de90e4e791", "<operator_name>", "Train"));

    private static final String EXAMPLES_HELP = "Examples so far; each pass counts its examples again";
    private static final String LOSS_HELP = "Mean loss of the last window, in 100 % of cases";
    private static final String STEP_HELP = "Time of a step";

    private FixedMetrics() {}

    static void addTo(RunningReporter reporter) {
        addOwn(reporter);
        addFlinks(reporter);
    }

    static FixedGroup operator(Map<String, String> variables) {
        return new FixedGroup("taskmanager.job.task.operator", with(OPERATOR, variables));
    }

    static Counter counter(long count) {
        SimpleCounter counter = new SimpleCounter();
        counter.inc(count);
        return counter;
    }

    private static void addOwn(RunningReporter reporter) {
        FixedGroup training = operator(Map.of("<model>", "digits", "<split>", "training"));
        FixedGroup validation = operator(Map.of("<model>", "digits", "<split>", "validation"));
        FixedGroup model = operator(Map.of("<model>", "digits"));
        reporter.add(new ExplainedCounter(43530, EXAMPLES_HELP), "millrace_examples", training);
        reporter.add(new ExplainedCounter(5400, EXAMPLES_HELP), "millrace_examples", validation);
        reporter.add(new ExplainedGauge(0.0095, LOSS_HELP), "millrace_loss", training);
        reporter.add(new ExplainedGauge(Double.NaN, LOSS_HELP), "millrace_loss", validation);
        reporter.add(new ExplainedGauge(1, "The model's \\ network\nand task"), "millrace_model_info", model);

        addBucket(reporter, "0.001", 2);
        addBucket(reporter, "0.01", 5);
        addBucket(reporter, "+Inf", 6);
        reporter.add(new ExplainedCounter(6, STEP_HELP), "millrace_step_duration_seconds_count", model);
        reporter.add(new ExplainedGauge(0.125, STEP_HELP), "millrace_step_duration_seconds_sum", model);
    }

    private static void addBucket(RunningReporter reporter, String upperBound, long count) {
        FixedGroup group = operator(Map.of("<model>", "digits", "<le>", upperBound));
        reporter.add(new ExplainedCounter(count, STEP_HELP), "millrace_step_duration_seconds_bucket", group);
    }

    private static void addFlinks(RunningReporter reporter) {
        FixedGroup task = new FixedGroup("taskmanager.job.task", TASK);
        FixedGroup operator = operator(Map.of());
        FixedGroup partition = new FixedGroup(
                "taskmanager.job.task.operator.KafkaSourceReader.topic.partition",
                with(OPERATOR, Map.of("<topic>", "examples", "<partition>", "3")));
        FixedGroup taskManager = new FixedGroup(
                "taskmanager.Status.JVM.Memory.Heap", Map.of("<host>", "worker-7", "<tm_id>", "worker-7:34567-a1b2c3"));
        FixedGroup job = new FixedGroup(
                "jobmanager.job", Map.of("<host>", "master", "<job_id>", "7684be60", "<job_name>", "digits"));

        reporter.add(counter(49096), "numRecordsIn", operator);
        reporter.add(rate(6972.5), "numRecordsInPerSecond", operator);
        reporter.add((Gauge<Boolean>) () -> true, "isBackPressured", task);
        reporter.add((Gauge<Long>) () -> 250L, "busyTimeMsPerSecond", task);
        reporter.add((Gauge<Long>) () -> 1_500_000L, "checkpointStartDelayNanos", task);
        reporter.add(latencies(), "mailboxLatencyMs", task);
        reporter.add((Gauge<Long>) () -> 12_345L, "currentOffset", partition);
        reporter.add((Gauge<Long>) () -> 268_435_456L, "Used", taskManager);
        reporter.add((Gauge<Long>) () -> 87L, "lastCheckpointDuration", job);
        reporter.add((Gauge<String>) () -> "file:/checkpoints/chk-7", "lastCheckpointExternalPath", job);
        reporter.add((Gauge<Integer>) () -> 4, "taskSlotsTotal", new FixedGroup("jobmanager", Map.of()));
    }

    private static Meter rate(double perSecond) {
        return new Meter() {
            @Override
            public void markEvent() {}

            @Override
            public void markEvent(long events) {}

            @Override
            public double getRate() {
                return perSecond;
            }

            @Override
            public long getCount() {
                return 0;
            }
        };
    }

    private static DescriptiveStatisticsHistogram latencies() {
        DescriptiveStatisticsHistogram latencies = new DescriptiveStatisticsHistogram(100);
        for (int i = 1; i <= 100; i++) {
            latencies.update(i);
        }
        return latencies;
    }

    private static Map<String, String> with(Map<String, String> variables, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(variables);
        all.putAll(more);
        return Map.copyOf(all);
    }
}
