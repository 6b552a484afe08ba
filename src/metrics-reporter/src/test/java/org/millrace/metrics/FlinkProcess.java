package org.millrace.metrics;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.runtime.metrics.MetricRegistryConfiguration;
import org.apache.flink.runtime.metrics.MetricRegistryImpl;
import org.apache.flink.runtime.metrics.ReporterSetupBuilder;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;

/** Flink's own registry and groups of a TaskManager, with the reporter plugged in as Flink does it. */
final class FlinkProcess implements AutoCloseable {

    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final MetricRegistryImpl registry;
    private final TaskManagerMetricGroup taskManager;

    FlinkProcess(RunningReporter reporter) {
        registry = new MetricRegistryImpl(
                MetricRegistryConfiguration.fromConfiguration(new Configuration(), NO_LIMIT),
                List.of(ReporterSetupBuilder.METRIC_SETUP_BUILDER.forReporter("millrace", reporter.reporter())));
        taskManager = TaskManagerMetricGroup.createTaskManagerMetricGroup(registry, "worker-7", new ResourceID("tm-1"));
    }

    /** A task with what Flink registers for it, and an operator with Kafka's groups and Millrace's meters. */
    TaskMetricGroup startTask(JobID job, String name) {
        TaskMetricGroup task = taskManager.addJob(job, "digits").addTask(ExecutionAttemptID.randomId(), name);
        MetricGroup operator = task.getOrAddOperator("Train");
        for (String split : List.of("training", "validation", "test")) {
            MetricGroup group = operator.addGroup("model", "digits").addGroup("split", split);
            group.counter("millrace_examples").inc(7);
            group.gauge("millrace_loss", (Gauge<Double>) () -> 0.5);
        }
        MetricGroup model = operator.addGroup("model", "digits");
        for (String upperBound : List.of("0.001", "0.01", "+Inf")) {
            model.addGroup("le", upperBound).counter("millrace_step_duration_seconds_bucket");
        }
        model.counter("millrace_step_duration_seconds_count");
        model.gauge("millrace_step_duration_seconds_sum", (Gauge<Double>) () -> 0.0);
        operator.histogram("waitMs", new DescriptiveStatisticsHistogram(10)).update(3);
        MetricGroup kafka = operator.addGroup("KafkaSourceReader");
        for (String partition : List.of("0", "1", "2")) {
            kafka.addGroup("topic", "examples").addGroup("partition", partition).gauge("currentOffset", (Gauge<Long>)
                    () -> 99L);
        }
        return task;
    }

    /** The counter {@code millrace_examples} of an attempt of Train that has just begun. */
    Attempt startAttempt(JobID job) {
        TaskMetricGroup task = taskManager.addJob(job, "digits").addTask(ExecutionAttemptID.randomId(), "Train");
        return new Attempt(task, task.getOrAddOperator("Train").counter("millrace_examples"));
    }

    record Attempt(TaskMetricGroup task, Counter examples) {

        void end() {
            task.close();
        }
    }

    @Override
    public void close() {
        taskManager.close();
        try {
            registry.closeAsync().get(1, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
