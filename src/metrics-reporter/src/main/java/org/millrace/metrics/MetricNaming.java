package org.millrace.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.metrics.LogicalScopeProvider;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.MetricType;
import org.millrace.metrics.MetricAddress.Family;
import org.millrace.metrics.MetricAddress.FamilyType;
import org.millrace.metrics.MetricAddress.Member;
import org.millrace.metrics.MetricAddress.Part;

/**
 * The one place that says what a Flink metric is called in Prometheus.
 *
 * <ol>
 *   <li>A metric whose name begins with {@code millrace_} keeps exactly that name; see {@link OwnMeter}.
 *   <li>Any other is called {@code flink_}, its logical scope and its name, in snake case:
 *       {@code taskmanager.job.task.operator.numRecordsIn} is {@code flink_taskmanager_job_task_operator_num_records_in}.
 *   <li>A group with a key and a value is a label, and not part of the name: Kafka's
 *       {@code KafkaSourceReader.topic.examples.partition.0.currentOffset} is
 *       {@code flink_taskmanager_job_task_operator_kafka_source_reader_current_offset{topic="examples", partition="0"}}.
 *   <li>A time unit in the name becomes the base unit, and so does the value: {@code mailboxLatencyMs} is
 *       {@code mailbox_latency_seconds}. Where Flink's name tells no unit, name and value stay as they are.
 *   <li>A counter gets {@code _total}; so does a gauge that ends in {@code -total}, as Kafka's clients call their counters.
 *   <li>A gauge or histogram does not end in a word that Prometheus keeps for counters and the parts of histograms: a total
 *       is called without the word, {@code taskSlotsTotal} is {@code task_slots}, and a count is a number,
 *       {@code Threads.Count} is {@code threads_number}.
 *   <li>A meter is a gauge of its rate, {@code ..._per_second}. Its count is not exported: Flink counts beside its meters.
 * </ol>
 */
final class MetricNaming {

    private static final Map<String, Double> UNITS_PER_SECOND =
            Map.of("ms", 1e3, "millis", 1e3, "micros", 1e6, "nanos", 1e9, "ns", 1e9);

    /** To what they become at the end of a gauge's name. */
    private static final Map<String, String> RESERVED_ENDS =
            Map.of("_total", "", "_count", "_number", "_sum", "", "_bucket", "", "_created", "");

    private MetricNaming() {}

    static MetricAddress address(Metric metric, String name, MetricGroup group) {
        Map<String, String> variables = group.getAllVariables();
        return name.startsWith(OwnMeter.PREFIX)
                ? OwnMeter.address(metric, name, variables)
                : flinkAddress(metric.getMetricType(), name, group, variables);
    }

    private static MetricAddress flinkAddress(
            MetricType metricType, String name, MetricGroup group, Map<String, String> variables) {
        List<String> scope = scope(group);
        List<String> words = new ArrayList<>(SnakeCase.words(name));
        double unitsPerBase = toBaseUnit(words);
        FamilyType type = type(metricType, name);
        List<String> path = withoutKeys(scope, variables.keySet());
        String family =
                Stream.of(List.of("flink"), path, words).flatMap(List::stream).collect(Collectors.joining("_"));
        String help = "Flink's " + String.join(".", scope) + "." + name;
        return new MetricAddress(
                new Family(withConventionalEnd(family, metricType, type), type, help),
                new Member(MetricLabels.of(variables), new Part.Whole()),
                unitsPerBase);
    }

    /** The path without values: {@code taskmanager, job, task, operator, KafkaSourceReader, topic, partition}. */
    private static List<String> scope(MetricGroup group) {
        String path = LogicalScopeProvider.castFrom(group).getLogicalScope(segment -> segment.replace('.', '_'), '.');
        return List.of(path.split("\\."));
    }

    private static List<String> withoutKeys(List<String> scope, Set<String> variables) {
        List<String> path = scope.stream().map(SnakeCase::of).collect(Collectors.toCollection(ArrayList::new));
        for (String variable : variables) {
            int place = path.lastIndexOf(SnakeCase.of(variable));
            if (place >= 0) {
                path.remove(place);
            }
        }
        return path;
    }

    private static double toBaseUnit(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            Double unitsPerSecond = UNITS_PER_SECOND.get(words.get(i));
            if (unitsPerSecond != null) {
                words.set(i, "seconds");
                return unitsPerSecond;
            }
        }
        return 1;
    }

    private static FamilyType type(MetricType metricType, String name) {
        return switch (metricType) {
            case COUNTER -> FamilyType.COUNTER;
            case GAUGE -> name.endsWith("-total") ? FamilyType.COUNTER : FamilyType.GAUGE;
            case METER -> FamilyType.GAUGE;
            case HISTOGRAM -> FamilyType.SUMMARY;
        };
    }

    private static String withConventionalEnd(String family, MetricType metricType, FamilyType type) {
        if (metricType == MetricType.METER) {
            return withPerSecond(family);
        }
        return type == FamilyType.COUNTER ? withoutTotal(family) : withoutReservedEnd(family);
    }

    static String withPerSecond(String family) {
        return family.endsWith("_per_second") ? family : family + "_per_second";
    }

    /** Prometheus' client adds {@code _total} itself. */
    static String withoutTotal(String family) {
        return family.endsWith("_total") ? family.substring(0, family.length() - "_total".length()) : family;
    }

    private static String withoutReservedEnd(String family) {
        String end = family.substring(Math.max(0, family.lastIndexOf('_')));
        String replacement = RESERVED_ENDS.get(end);
        return replacement == null
                ? family
                : withoutReservedEnd(family.substring(0, family.length() - end.length()) + replacement);
    }
}
