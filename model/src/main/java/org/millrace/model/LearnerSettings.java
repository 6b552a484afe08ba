package org.millrace.model;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.function.Consumer;
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
import org.millrace.model.schedule.PlateauRule;
import org.millrace.model.schedule.Schedule;
import org.millrace.model.schedule.Schedules;

/**
 * What to train and how. Everything here may change between two runs of the same state, except what gives the state its
 * shape: the architecture, the kind of optimizer and the kind of scaling.
 *
 * @param architecture the shape of the network
 * @param initialization how weights start
 * @param loss what learning makes small, and with it the task
 * @param optimizer how gradients become changes
 * @param learningRate the size of a step, in (0, 10]
 * @param schedule how the learning rate moves with the step
 * @param plateau how the learning rate answers to validation losses; null where it does not
 * @param clipping what bounds a gradient
 * @param regularization what keeps parameters small
 * @param scaling how features are scaled by the running figures of what was learned
 * @param seed where all randomness starts
 */
public record LearnerSettings(
        Architecture architecture,
        Initialization initialization,
        Loss loss,
        Optimizer optimizer,
        double learningRate,
        Schedule schedule,
        PlateauRule plateau,
        Clipping clipping,
        Regularization regularization,
        Scaling scaling,
        long seed)
        implements Serializable {

    public static final double DEFAULT_LEARNING_RATE = 0.05;
    public static final Scaling DEFAULT_SCALING = Scaling.STANDARDIZE;
    public static final Initialization DEFAULT_INITIALIZATION = Initialization.HE;
    public static final long DEFAULT_SEED = 1;

    private static final double GREATEST_LEARNING_RATE = 10;

    public LearnerSettings {
        requireNonNull(architecture, "architecture");
        requireNonNull(initialization, "initialization");
        requireNonNull(loss, "loss");
        requireNonNull(optimizer, "optimizer");
        requireNonNull(schedule, "schedule");
        requireNonNull(clipping, "clipping");
        requireNonNull(regularization, "regularization");
        requireNonNull(scaling, "scaling");
        Require.that(
                learningRate > 0 && learningRate <= GREATEST_LEARNING_RATE,
                "learning rate must be in (0, 10]",
                learningRate);
        int weights = loss.classWeights().weights().size();
        Require.that(
                weights == 0 || weights == architecture.outputs(),
                "class weights must be one per class, " + architecture.outputs(),
                weights);
    }

    /** The defaults for an architecture: classification by softmax cross-entropy with plain descent at a constant rate. */
    public static LearnerSettings of(Architecture architecture) {
        return new LearnerSettings(
                architecture,
                DEFAULT_INITIALIZATION,
                new SoftmaxCrossEntropy(),
                new Sgd(),
                DEFAULT_LEARNING_RATE,
                Schedules.CONSTANT,
                null,
                Clipping.NONE,
                Regularization.NONE,
                DEFAULT_SCALING,
                DEFAULT_SEED);
    }

    /** The rate of the step that follows {@code step} others and so many passes, before reductions by plateaus. */
    double rateAt(long step, double passes) {
        return learningRate * schedule.factor(step, passes);
    }

    /** Whether a step is the learning rate times the loss's gradient and nothing else. */
    boolean descendsPlainly() {
        return optimizer.isPlainDescent() && !clipping.clips() && !regularization.touchesParameters();
    }

    public LearnerSettings withInitialization(Initialization other) {
        return with(copy -> copy.initialization = other);
    }

    public LearnerSettings withLoss(Loss other) {
        return with(copy -> copy.loss = other);
    }

    public LearnerSettings withOptimizer(Optimizer other) {
        return with(copy -> copy.optimizer = other);
    }

    public LearnerSettings withLearningRate(double other) {
        return with(copy -> copy.learningRate = other);
    }

    public LearnerSettings withSchedule(Schedule other) {
        return with(copy -> copy.schedule = other);
    }

    public LearnerSettings withPlateau(PlateauRule other) {
        return with(copy -> copy.plateau = other);
    }

    public LearnerSettings withClipping(Clipping other) {
        return with(copy -> copy.clipping = other);
    }

    public LearnerSettings withRegularization(Regularization other) {
        return with(copy -> copy.regularization = other);
    }

    public LearnerSettings withScaling(Scaling other) {
        return with(copy -> copy.scaling = other);
    }

    public LearnerSettings withSeed(long other) {
        return with(copy -> copy.seed = other);
    }

    private LearnerSettings with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.settings();
    }

    /** The components that can be exchanged, open to be written for as long as one is. */
    private static final class Copy {

        private final Architecture architecture;
        private Initialization initialization;
        private Loss loss;
        private Optimizer optimizer;
        private double learningRate;
        private Schedule schedule;
        private PlateauRule plateau;
        private Clipping clipping;
        private Regularization regularization;
        private Scaling scaling;
        private long seed;

        private Copy(LearnerSettings from) {
            architecture = from.architecture;
            initialization = from.initialization;
            loss = from.loss;
            optimizer = from.optimizer;
            learningRate = from.learningRate;
            schedule = from.schedule;
            plateau = from.plateau;
            clipping = from.clipping;
            regularization = from.regularization;
            scaling = from.scaling;
            seed = from.seed;
        }

        private LearnerSettings settings() {
            return new LearnerSettings(
                    architecture,
                    initialization,
                    loss,
                    optimizer,
                    learningRate,
                    schedule,
                    plateau,
                    clipping,
                    regularization,
                    scaling,
                    seed);
        }
    }
}
