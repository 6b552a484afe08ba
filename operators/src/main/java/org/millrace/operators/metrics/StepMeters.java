package org.millrace.operators.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.flink.metrics.MetricGroup;
import org.millrace.model.Inspection;
import org.millrace.model.LearnerState;
import org.millrace.model.NetworkHealth;
import org.millrace.model.StepReport;
import org.millrace.model.loss.MiniBatch;

/** What single steps of a learner show: their length and loss each time, and now and then what they do to the weights. */
final class StepMeters {

    /** Looking at the weights costs about as much as a step. */
    private static final int INSPECTED_EVERY = 100;

    private final MetricGroup model;
    private final Inspection inspection;
    private final LongSupplier nanoseconds;
    private final DurationHistogram duration;
    private final Figure loss;
    private final Figure learningRate;
    private final Figure gradientNorm;
    private final Figure weightNorm;
    private final Figure updateRatio;
    private final List<Figure> deadUnits = new ArrayList<>();

    /**
     * @param model with the model as a variable
     * @param nanoseconds a clock
     */
    StepMeters(MetricGroup model, Inspection inspection, LongSupplier nanoseconds) {
        this.model = model;
        this.inspection = inspection;
        this.nanoseconds = nanoseconds;
        duration = new DurationHistogram(Meter.STEP_DURATION, model);
        loss = new Figure(Meter.STEP_LOSS, model);
        learningRate = new Figure(Meter.LEARNING_RATE, model);
        gradientNorm = new Figure(Meter.GRADIENT_NORM, model);
        weightNorm = new Figure(Meter.WEIGHT_NORM, model);
        updateRatio = new Figure(Meter.UPDATE_RATIO, model);
    }

    /** Whether the step that follows so many others is one whose weights are looked at. */
    static boolean inspects(long step) {
        return step % INSPECTED_EVERY == 0;
    }

    /** Takes a step, and shows what it does. */
    StepReport watch(LearnerState state, MiniBatch batch, Supplier<StepReport> step) {
        boolean inspects = inspects(state.step());
        if (inspects) {
            inspection.before(state);
        }
        long start = nanoseconds.getAsLong();
        StepReport report = step.get();
        duration.observe(nanoseconds.getAsLong() - start);
        loss.set(report.loss());
        learningRate.set(report.learningRate());
        gradientNorm.set(report.gradientNorm());
        if (inspects && !report.refused()) {
            show(inspection.after(state, batch));
        }
        return report;
    }

    private void show(NetworkHealth health) {
        weightNorm.set(health.weightNorm());
        updateRatio.set(health.updateRatio());
        for (int layer = 0; layer < health.deadUnits().size(); layer++) {
            if (layer == deadUnits.size()) {
                deadUnits.add(
                        new Figure(Meter.DEAD_UNITS, model.addGroup(Label.LAYER.key(), Integer.toString(layer + 1))));
            }
            deadUnits.get(layer).set(health.deadUnits().get(layer));
        }
    }
}
