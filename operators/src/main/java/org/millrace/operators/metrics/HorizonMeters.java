package org.millrace.operators.metrics;

import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.MetricGroup;
import org.millrace.model.evaluation.Measure;
import org.millrace.operators.progress.Horizon;

/** Every figure of one split over one horizon. One that is undefined is not shown, and NaN once it was. */
final class HorizonMeters {

    private final Map<Measure, Figure> figures = new EnumMap<>(Measure.class);

    /** @param group with model and split as variables */
    HorizonMeters(MetricGroup group, Horizon horizon) {
        MetricGroup ofHorizon = group.addGroup(Label.HORIZON.key(), horizon.code());
        for (Measure measure : Measure.values()) {
            figures.put(measure, new Figure(Meter.of(measure), ofHorizon));
        }
    }

    void show(Map<Measure, Double> values) {
        figures.forEach((measure, figure) -> figure.set(values.getOrDefault(measure, Double.NaN)));
    }
}
