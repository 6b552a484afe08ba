package org.millrace.operators.metrics;

import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.MetricGroup;
import org.millrace.operators.drift.DriftWatch;
import org.millrace.operators.policy.DriftAnswer;

/** What a model's watch for drift has found. Nothing is shown of one that looks for nothing. */
final class DriftMeters {

    private final Total warnings;
    private final Total errorDrifts;
    private final Total featureDrifts;
    private final Figure sinceDrift;
    private final Map<DriftAnswer, Total> answers = new EnumMap<>(DriftAnswer.class);

    /** @param model with the model as a variable */
    DriftMeters(MetricGroup model) {
        warnings = new Total(Meter.DRIFT_WARNINGS, model);
        errorDrifts = new Total(Meter.DRIFTS, model.addGroup(Label.OF.key(), "errors"));
        featureDrifts = new Total(Meter.DRIFTS, model.addGroup(Label.OF.key(), "features"));
        sinceDrift = new Figure(Meter.EXAMPLES_SINCE_DRIFT, model);
        for (DriftAnswer answer : DriftAnswer.values()) {
            answers.put(answer, new Total(Meter.DRIFT_ANSWERS, model.addGroup(Label.ANSWER.key(), answer.word())));
        }
    }

    void show(DriftWatch watch) {
        if (watch.looks()) {
            warnings.set(watch.warnings());
            errorDrifts.set(watch.errorDrifts());
            featureDrifts.set(watch.featureDrifts());
            sinceDrift.set((double) watch.sinceDrift());
            answers.forEach((answer, total) -> total.set(watch.answers(answer)));
        }
    }
}
