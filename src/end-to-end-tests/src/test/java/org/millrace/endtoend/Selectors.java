package org.millrace.endtoend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.millrace.operators.metrics.Meter;
import org.millrace.operators.metrics.MeterType;

/** Which metrics a PromQL expression asks for, and by which labels. */
final class Selectors {

    /** A metric's name, and what stands in braces after it. */
    record Selector(String metric, String matchers) {

        Set<String> labels() {
            Set<String> labels = new HashSet<>();
            Matcher label = LABEL.matcher(matchers);
            while (label.find()) {
                labels.add(label.group(1));
            }
            return labels;
        }

        boolean ours() {
            return metric.startsWith("millrace_");
        }

        /** The meter of the catalogue, if there is one of that name. */
        Optional<Meter> meter() {
            return Optional.ofNullable(METERS.get(metric));
        }

        @Override
        public String toString() {
            return metric + "{" + matchers + "}";
        }
    }

    private static final Pattern SELECTOR =
            Pattern.compile("\\b((?:millrace|flink)_\\w+|millrace:[\\w:]+|up|ALERTS)\\b(?:\\{([^}]*)})?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"");
    private static final Map<String, Meter> METERS = metersByExportedName();

    private Selectors() {}

    static List<Selector> of(String expression) {
        List<Selector> selectors = new ArrayList<>();
        Matcher selector = SELECTOR.matcher(expression);
        while (selector.find()) {
            selectors.add(new Selector(
                    selector.group(1), Optional.ofNullable(selector.group(2)).orElse("")));
        }
        return selectors;
    }

    private static Map<String, Meter> metersByExportedName() {
        Map<String, Meter> meters = new HashMap<>();
        for (Meter meter : Meter.values()) {
            if (meter.type() == MeterType.HISTOGRAM) {
                for (String part : Arrays.asList("_bucket", "_count", "_sum")) {
                    meters.put(meter.exportedName() + part, meter);
                }
            } else {
                meters.put(meter.exportedName(), meter);
            }
        }
        return Map.copyOf(meters);
    }
}
