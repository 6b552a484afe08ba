package org.millrace.operators.metrics;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.MetricGroup;
import org.millrace.model.NetworkHealth;
import org.millrace.model.NetworkHealth.LayerHealth;
import org.millrace.model.StepReport;
import org.millrace.operators.progress.TrainEvent;

/** What single steps of a learner show: their length and loss each time, and now and then what they do to the weights. */
final class StepMeters {

    private final MetricGroup model;
    private final DurationHistogram duration;
    private final Figure loss;
    private final Figure learningRate;
    private final Figure gradientNorm;
    private final Figure weightNorm;
    private final Figure updateRatio;
    private final List<LayerMeters> layers = new ArrayList<>();

    /** @param model with the model as a variable */
    StepMeters(MetricGroup model) {
        this.model = model;
        duration = new DurationHistogram(Meter.STEP_DURATION, model);
        loss = new Figure(Meter.STEP_LOSS, model);
        learningRate = new Figure(Meter.LEARNING_RATE, model);
        gradientNorm = new Figure(Meter.GRADIENT_NORM, model);
        weightNorm = new Figure(Meter.WEIGHT_NORM, model);
        updateRatio = new Figure(Meter.UPDATE_RATIO, model);
    }

    void show(TrainEvent.Step step) {
        StepReport report = step.report();
        duration.observe(step.nanoseconds());
        loss.set(report.loss());
        learningRate.set(report.learningRate());
        gradientNorm.set(report.gradientNorm());
        step.health().ifPresent(this::show);
    }

    private void show(NetworkHealth health) {
        weightNorm.set(health.weightNorm());
        updateRatio.set(health.updateRatio());
        for (int layer = 0; layer < health.layers().size(); layer++) {
            if (layer == layers.size()) {
                layers.add(new LayerMeters(model.addGroup(Label.LAYER.key(), Integer.toString(layer + 1))));
            }
            layers.get(layer).show(health.layers().get(layer));
        }
    }

    private static final class LayerMeters {

        private final Figure updateRatio;
        private final Figure deviation;
        private final Figure deadUnits;

        LayerMeters(MetricGroup layer) {
            updateRatio = new Figure(Meter.LAYER_UPDATE_RATIO, layer);
            deviation = new Figure(Meter.ACTIVATION_DEVIATION, layer);
            deadUnits = new Figure(Meter.DEAD_UNITS, layer);
        }

        void show(LayerHealth health) {
            updateRatio.set(health.updateRatio());
            health.activations().ifPresent(activations -> {
                deviation.set(activations.deviation());
                deadUnits.set(activations.deadUnits());
            });
        }
    }
}
