package org.millrace.metrics;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.LogicalScopeProvider;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** A metric group with a given logical scope, such as {@code taskmanager.job.task}, and variables. */
final class FixedGroup extends UnregisteredMetricsGroup implements LogicalScopeProvider {

    private final String scope;
    private final Map<String, String> variables;

    FixedGroup(String scope, Map<String, String> variables) {
        this.scope = scope;
        this.variables = variables;
    }

    @Override
    public Map<String, String> getAllVariables() {
        return variables;
    }

    @Override
    public String getLogicalScope(CharacterFilter filter) {
        return getLogicalScope(filter, '.');
    }

    @Override
    public String getLogicalScope(CharacterFilter filter, char delimiter) {
        return Arrays.stream(scope.split("\\."))
                .map(filter::filterCharacters)
                .collect(Collectors.joining(String.valueOf(delimiter)));
    }

    @Override
    public MetricGroup getWrappedMetricGroup() {
        return this;
    }
}
