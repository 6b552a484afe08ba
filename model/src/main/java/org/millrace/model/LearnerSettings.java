package org.millrace.model;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.millrace.model.input.Inputs;
import org.millrace.model.loss.Loss;
import org.millrace.model.loss.SoftmaxCrossEntropy;
import org.millrace.model.math.Require;
import org.millrace.model.network.Architecture;
import org.millrace.model.network.Initialization;
import org.millrace.model.optimizer.Clipping;
import org.millrace.model.optimizer.Optimizer;
import org.millrace.model.optimizer.Regularization;
import org.millrace.model.optimizer.Sgd;
import org.millrace.model.scaling.Scaling;
import org.millrace.model.scaling.ScalingSettings;
import org.millrace.model.schedule.PlateauRule;
import org.millrace.model.schedule.Schedule;
import org.millrace.model.schedule.Schedules;

/**
 * The model to train and how to train it. Everything here may change between two runs of the same state, except for the
 * shape of the state: the architecture, the kind of optimizer, the columns and the kinds of scaling.
 *
 * @param architecture the shape of the network
 * @param initialization the distribution of the first weights
 * @param loss the function to minimise, and with it the task
 * @param steps how a gradient becomes a step
 * @param inputs the columns of a row of features, and how they become the inputs of the network
 * @param scaling how features and targets are scaled by running statistics of the examples trained on
 * @param seed the seed of all random numbers
 */
public record LearnerSettings(
        Architecture architecture,
        Initialization initialization,
        Loss loss,
        StepSettings steps,
        Inputs inputs,
        ScalingSettings scaling,
        long seed)
        implements Serializable {

    public LearnerSettings {
        requireNonNull(architecture, "architecture");
        requireNonNull(initialization, "initialization");
        requireNonNull(loss, "loss");
        requireNonNull(steps, "steps");
        requireNonNull(inputs, "inputs");
        requireNonNull(scaling, "scaling");
        Require.that(
                inputs.width() == architecture.inputs(),
                "the columns must have as many inputs as the network, " + architecture.inputs(),
                inputs.width());
        int weights = loss.classWeights().weights().size();
        Require.that(
                weights == 0 || weights == architecture.outputs(),
                "class weights must be one per class, " + architecture.outputs(),
                weights);
    }

    /**
     * The simplest settings for an architecture: classification by softmax cross-entropy, standardized features, He's
     * initialization with seed 1, and plain gradient descent at a constant learning rate of 0.05.
     */
    public static LearnerSettings of(Architecture architecture) {
        StepSettings steps = new StepSettings(
                new Sgd(), 0.05, Schedules.CONSTANT, PlateauRule.NONE, Clipping.NONE, Regularization.NONE);
        return new LearnerSettings(
                architecture,
                Initialization.HE,
                new SoftmaxCrossEntropy(),
                steps,
                Inputs.numbers(architecture.inputs()),
                ScalingSettings.DEFAULT,
                1);
    }

    public Optimizer optimizer() {
        return steps.optimizer();
    }

    public PlateauRule plateau() {
        return steps.plateau();
    }

    public LearnerSettings withInitialization(Initialization other) {
        return new LearnerSettings(architecture, other, loss, steps, inputs, scaling, seed);
    }

    public LearnerSettings withLoss(Loss other) {
        return new LearnerSettings(architecture, initialization, other, steps, inputs, scaling, seed);
    }

    public LearnerSettings withOptimizer(Optimizer other) {
        return with(steps.withOptimizer(other));
    }

    public LearnerSettings withLearningRate(double other) {
        return with(steps.withLearningRate(other));
    }

    public LearnerSettings withSchedule(Schedule other) {
        return with(steps.withSchedule(other));
    }

    public LearnerSettings withPlateau(PlateauRule other) {
        return with(steps.withPlateau(other));
    }

    public LearnerSettings withClipping(Clipping other) {
        return with(steps.withClipping(other));
    }

    public LearnerSettings withRegularization(Regularization other) {
        return with(steps.withRegularization(other));
    }

    public LearnerSettings withInputs(Inputs other) {
        return new LearnerSettings(architecture, initialization, loss, steps, other, scaling, seed);
    }

    public LearnerSettings withScaling(ScalingSettings other) {
        return new LearnerSettings(architecture, initialization, loss, steps, inputs, other, seed);
    }

    /** The same with another scaling of features. */
    public LearnerSettings withScaling(Scaling other) {
        return withScaling(scaling.withFeatures(other));
    }

    public LearnerSettings withSeed(long other) {
        return new LearnerSettings(architecture, initialization, loss, steps, inputs, scaling, other);
    }

    /** The same for a network with another number of outputs. */
    public LearnerSettings withOutputs(int outputs) {
        return new LearnerSettings(
                architecture.withOutputs(outputs), initialization, loss, steps, inputs, scaling, seed);
    }

    private LearnerSettings with(StepSettings other) {
        return new LearnerSettings(architecture, initialization, loss, other, inputs, scaling, seed);
    }
}
