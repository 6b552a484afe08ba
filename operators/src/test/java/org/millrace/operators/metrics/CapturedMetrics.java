package org.millrace.operators.metrics;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;

/** Flink's own metric groups over a registry that keeps our meters, under {@code name{label="value",…}}. */
public final class CapturedMetrics {

    private final Map<String, Metric> metrics = new TreeMap<>();
    private final Map<String, Double> firstFigures = new TreeMap<>();
    private final TaskMetricGroup task = TaskManagerMetricGroup.createTaskManagerMetricGroup(
                    TestingMetricRegistry.builder()
                            .setRegisterConsumer((metric, name, group) -> register(metric, name, group))
                            .setUnregisterConsumer(
                                    (metric, name, group) -> metrics.values().remove(metric))
                            .build(),
                    "localhost",
                    ResourceID.generate())
            .addJob(new JobID(), "job")
            .addTask(ExecutionAttemptID.randomId(), "task");

    private void register(Metric metric, String name, MetricGroup group) {
        if (!name.startsWith("millrace_")) {
            return;
        }
        Metric before = metrics.put(name + labels(group), metric);
        if (before != null) {
            throw new IllegalStateException("registered twice: " + name + labels(group));
        }
        firstFigures.put(name + labels(group), figure(metric));
    }

    private static String labels(MetricGroup group) {
        Map<String, String> variables = group.getAllVariables();
        return Arrays.stream(Label.values())
                .filter(label -> variables.containsKey("<" + label.key() + ">"))
                .map(label -> label.key() + "=" + variables.get("<" + label.key() + ">"))
                .collect(joining(",", "{", "}"));
    }

    /** The group of a task, for a test harness. */
    public TaskMetricGroup task() {
        return task;
    }

    /** What is registered, with its figures. */
    public Map<String, Double> figures() {
        Map<String, Double> figures = new TreeMap<>();
        metrics.forEach((name, metric) -> figures.put(name, figure(metric)));
        return figures;
    }

    /** The figure that each had when it was registered. */
    public Map<String, Double> firstFigures() {
        return firstFigures;
    }

    /** The help texts that the reporter is supplied with, by the names of the metrics without their labels. */
    public Map<String, Object> helpTexts() {
        Map<String, Object> texts = new TreeMap<>();
        metrics.forEach(
                (name, metric) -> texts.put(name.substring(0, name.indexOf('{')), ((Supplier<?>) metric).get()));
        return texts;
    }

    private static double figure(Metric metric) {
        if (metric instanceof Counter counter) {
            return counter.getCount();
        }
        return ((Number) ((Gauge<?>) metric).getValue()).doubleValue();
    }
}
