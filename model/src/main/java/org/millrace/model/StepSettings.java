package org.millrace.model;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.millrace.model.math.Require;
import org.millrace.model.optimizer.Clipping;
import org.millrace.model.optimizer.Optimizer;
import org.millrace.model.optimizer.Regularization;
import org.millrace.model.schedule.PlateauRule;
import org.millrace.model.schedule.Schedule;

/**
 * How a gradient becomes a step.
 *
 * @param optimizer the update rule
 * @param learningRate the size of a step, in (0, 10]
 * @param schedule the course of the learning rate over the steps
 * @param plateau the reduction of the learning rate when the validation loss stops falling
 * @param clipping the bounds of a gradient
 * @param regularization the penalties on parameters, and dropout
 */
public record StepSettings(
        Optimizer optimizer,
        double learningRate,
        Schedule schedule,
        PlateauRule plateau,
        Clipping clipping,
        Regularization regularization)
        implements Serializable {

    private static final double GREATEST_LEARNING_RATE = 10;

    public StepSettings {
        requireNonNull(optimizer, "optimizer");
        requireNonNull(schedule, "schedule");
        requireNonNull(plateau, "plateau");
        requireNonNull(clipping, "clipping");
        requireNonNull(regularization, "regularization");
        Require.that(
                learningRate > 0 && learningRate <= GREATEST_LEARNING_RATE,
                "learning rate must be in (0, 10]",
                learningRate);
    }

    /** The learning rate of the step after {@code step} steps and {@code passes} passes, before reductions by plateaus. */
    double rateAt(long step, double passes) {
        return learningRate * schedule.factor(step, passes);
    }

    /** Whether a step is the learning rate times the gradient of the loss and nothing else. */
    boolean descendsPlainly() {
        return optimizer.isPlainDescent() && !clipping.clips() && !regularization.touchesParameters();
    }

    StepSettings withOptimizer(Optimizer other) {
        return new StepSettings(other, learningRate, schedule, plateau, clipping, regularization);
    }

    StepSettings withLearningRate(double other) {
        return new StepSettings(optimizer, other, schedule, plateau, clipping, regularization);
    }

    StepSettings withSchedule(Schedule other) {
        return new StepSettings(optimizer, learningRate, other, plateau, clipping, regularization);
    }

    StepSettings withPlateau(PlateauRule other) {
        return new StepSettings(optimizer, learningRate, schedule, other, clipping, regularization);
    }

    StepSettings withClipping(Clipping other) {
        return new StepSettings(optimizer, learningRate, schedule, plateau, other, regularization);
    }

    StepSettings withRegularization(Regularization other) {
        return new StepSettings(optimizer, learningRate, schedule, plateau, clipping, other);
    }
}
