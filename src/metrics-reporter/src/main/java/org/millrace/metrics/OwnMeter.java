package org.millrace.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricType;
import org.millrace.metrics.MetricAddress.Family;
import org.millrace.metrics.MetricAddress.FamilyType;
import org.millrace.metrics.MetricAddress.Member;
import org.millrace.metrics.MetricAddress.Part;

/**
 * Millrace's own meters, whose Flink name is already the name in Prometheus, a counter's without {@code _total}.
 *
 * <p>Flink's histograms keep no buckets, so a histogram NAME comes as several metrics: a counter {@code NAME_bucket} for each
 * upper bound, which the variable {@code le} tells (the last is {@code +Inf}), how many observations were at most that; a
 * counter {@code NAME_count}; and a counter or gauge {@code NAME_sum}. No other meter of ours has a name that ends so.
 *
 * <p>Flink's metrics have no help text. A metric of ours that supplies a string supplies its own: of the types that it could
 * have in common with the reporter, which on a cluster is a plugin with a class loader of its own, that is the simplest.
 */
final class OwnMeter {

    static final String PREFIX = "millrace_";

    private static final String UPPER_BOUND = "<le>";

    private OwnMeter() {}

    static MetricAddress address(Metric metric, String name, Map<String, String> variables) {
        MetricType metricType = metric.getMetricType();
        Part part = part(metricType, name, variables);
        Map<String, String> others = new HashMap<>(variables);
        if (part instanceof Part.Bucket) {
            others.remove(UPPER_BOUND);
        }
        String family = family(metricType, name, part);
        Member member = new Member(MetricLabels.of(others), part);
        return new MetricAddress(new Family(family, type(metricType, part), help(metric, family)), member, 1);
    }

    private static String help(Metric metric, String family) {
        return metric instanceof Supplier<?> supplier && supplier.get() instanceof String help
                ? help
                : "Millrace's " + family;
    }

    private static Part part(MetricType metricType, String name, Map<String, String> variables) {
        boolean counter = metricType == MetricType.COUNTER;
        OptionalDouble upperBound = upperBound(variables);
        if (counter && name.endsWith("_bucket") && upperBound.isPresent()) {
            return new Part.Bucket(upperBound.getAsDouble());
        }
        if (counter && name.endsWith("_count")) {
            return new Part.Count();
        }
        if ((counter || metricType == MetricType.GAUGE) && name.endsWith("_sum")) {
            return new Part.Sum();
        }
        return new Part.Whole();
    }

    private static OptionalDouble upperBound(Map<String, String> variables) {
        String value = variables.getOrDefault(UPPER_BOUND, "");
        if (value.equals("+Inf")) {
            return OptionalDouble.of(Double.POSITIVE_INFINITY);
        }
        try {
            double upperBound = Double.parseDouble(value);
            return Double.isNaN(upperBound) ? OptionalDouble.empty() : OptionalDouble.of(upperBound);
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private static FamilyType type(MetricType metricType, Part part) {
        if (!(part instanceof Part.Whole)) {
            return FamilyType.HISTOGRAM;
        }
        return switch (metricType) {
            case COUNTER -> FamilyType.COUNTER;
            case GAUGE, METER -> FamilyType.GAUGE;
            case HISTOGRAM -> FamilyType.SUMMARY;
        };
    }

    private static String family(MetricType metricType, String name, Part part) {
        String family = SnakeCase.of(name);
        if (!(part instanceof Part.Whole)) {
            return family.substring(0, family.lastIndexOf('_'));
        }
        return switch (metricType) {
            case COUNTER -> MetricNaming.withoutTotal(family);
            case METER -> MetricNaming.withPerSecond(family);
            case GAUGE, HISTOGRAM -> family;
        };
    }
}
