package org.millrace.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which of Flink's variables become labels. An id is left out where a name says the same, so that a restarted job goes on
 * with the time series it had; so are the host, which Prometheus knows from where it scrapes, and the attempt.
 */
final class MetricLabels {

    private static final Set<String> NEVER = Set.of("<host>", "<task_attempt_id>", "<task_attempt_num>");

    private static final Map<String, String> LEFT_OUT_FOR = Map.of(
            "<job_id>", "<job_name>",
            "<task_id>", "<task_name>",
            "<operator_id>", "<operator_name>",
            "<tm_id>", "<job_name>");

    /** What Prometheus' own parts of histograms and summaries are told by. */
    private static final Set<String> RESERVED = Set.of("le", "quantile");

    private MetricLabels() {}

    /** Empty values are left out: to Prometheus, no label and an empty one are the same. */
    static Labels of(Map<String, String> variables) {
        TreeMap<String, String> labels = new TreeMap<>();
        variables.forEach((variable, value) -> {
            if (value != null && !value.isEmpty() && isWanted(variable, variables)) {
                labels.put(name(variable), value);
            }
        });
        return Labels.of(labels.keySet().toArray(String[]::new), labels.values().toArray(String[]::new));
    }

    private static boolean isWanted(String variable, Map<String, String> variables) {
        String name = LEFT_OUT_FOR.get(variable);
        return !NEVER.contains(variable) && (name == null || !variables.containsKey(name));
    }

    private static String name(String variable) {
        String name = SnakeCase.of(variable);
        if (RESERVED.contains(name)) {
            return "exported_" + name;
        }
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }
}
