package org.millrace.operators.train;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.millrace.model.StepReport;
import org.millrace.model.scaling.ExtremeFeature;
import org.millrace.operators.schema.ExampleSchema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names features with values so far out that a mistake is likely: each once, and not more than twenty. */
final class ExtremeLog {

    private static final Logger LOG = LoggerFactory.getLogger(ExtremeLog.class);

    /** A feature that was 0 in a million examples is farther out than this when it is not, and there is nothing wrong with that. */
    static final double FAR_OUT = 1_000;

    private static final int MOST = 20;

    private final List<String> columns;
    private final Set<Integer> told = new HashSet<>();

    ExtremeLog(ExampleSchema schema) {
        columns = schema.fields().features().stream()
                .flatMap(feature -> feature.columnNames().stream())
                .toList();
    }

    void tell(String model, StepReport report) {
        sentence(report).ifPresent(sentence -> LOG.warn("Model {}: {}", model, sentence));
    }

    /** What is to be said of a step; of a feature that never varied before, every value would be infinitely far out. */
    Optional<String> sentence(StepReport report) {
        return report.extreme()
                .filter(extreme -> extreme.score() >= FAR_OUT && Double.isFinite(extreme.score()))
                .filter(extreme -> told.size() < MOST && told.add(extreme.column()))
                .map(this::sentence);
    }

    private String sentence(ExtremeFeature extreme) {
        return String.format(
                Locale.ROOT,
                "a value of the feature %s (column %d) lies %,.0f standard deviations from the mean; it counts as if it lay at"
                        + " model.scaling-limit. If it is no mistake, give the feature log: true; if it is one, clip: [least, greatest]",
                columns.get(extreme.column()),
                extreme.column(),
                extreme.score());
    }
}
