package org.millrace.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.millrace.model.evaluation.PredictionSink;
import org.millrace.model.loss.Loss;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.math.Features;
import org.millrace.model.math.Ndarrays;
import org.millrace.model.math.Require;
import org.millrace.model.network.Architecture;
import org.millrace.model.network.Dropout;
import org.millrace.model.network.FeatureInput;
import org.millrace.model.network.ForwardPass;
import org.millrace.model.network.Workspace;
import org.millrace.model.schedule.PlateauRule;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains on mini-batches, predicts and evaluates. A learner has settings and a workspace; all of the model is in the {@link
 * LearnerState} that is passed to it. One learner serves one thread, and any number of states.
 *
 * <pre>{@code
 * INDArray features = Nd4j.createFromArray(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
 * MiniBatch xor = MiniBatch.ofLabels(features, Nd4j.createFromArray(0, 1, 1, 0));
 * LearnerSettings settings = LearnerSettings.of(Architecture.of(2, Activation.TANH, 2, 8)).withOptimizer(new Adam());
 * try (Learner learner = new Learner(settings); LearnerState state = learner.initialState()) {
 *     Evaluation prequential = new Evaluation(2);
 *     for (int step = 0; step < 200; step++) {
 *         learner.learn(state, xor, prequential);
 *     }
 *     System.out.println(learner.predict(state, features).argMax(1)); // [0, 1, 1, 0]
 * }
 * }</pre>
 *
 * <p>Once the workspace has met the largest batch, a learner allocates nothing outside the heap except for the ND4J arrays
 * that it returns. {@link #close()} frees the workspace.
 */
public final class Learner implements AutoCloseable {

    private final LearnerSettings settings;
    private final Architecture architecture;
    private final Loss loss;
    private final Dropout dropout;
    private final FeatureInput input;
    private final TargetScale targets;
    private final ForwardPass forward;
    private final Inference inference;
    private final Descent descent;
    private final BatchWeights weights;
    private Workspace workspace;
    private boolean closed;

    public Learner(LearnerSettings settings) {
        this.settings = requireNonNull(settings, "settings");
        architecture = settings.architecture();
        loss = settings.loss();
        dropout = new Dropout(settings.steps().regularization().dropout());
        input = new FeatureInput(settings.inputs(), settings.scaling());
        targets = new TargetScale(settings);
        forward = new ForwardPass(architecture, dropout);
        inference = new Inference(settings, input, forward, targets);
        descent = new Descent(settings, dropout);
        weights = new BatchWeights(loss.classWeights(), architecture.outputs());
        workspace = new Workspace(architecture, dropout.active(), 1);
    }

    public LearnerSettings settings() {
        return settings;
    }

    /** A state with fresh parameters from the settings' seed. The caller closes it. */
    public LearnerState initialState() {
        return LearnerState.initial(settings);
    }

    /**
     * Trains on a batch, test-then-train: takes its features and targets into the running statistics, predicts it, hands
     * the predictions on, and only then changes the parameters by the gradient of the mean loss. Of a batch without any weight
     * the predictions are handed on, and that is all.
     *
     * <p>If a feature, the loss or the gradient is NaN or infinite the step is refused: the state stays as it was but for
     * the count of refused steps. Predictions with a finite loss are handed on even then.
     *
     * @param state changed in place
     * @param prequential receives the predictions made before the update
     */
    public StepReport learn(LearnerState state, MiniBatch batch, PredictionSink prequential) {
        return learn(state, batch, prequential, 0);
    }

    /**
     * {@link #learn(LearnerState, MiniBatch, PredictionSink)} of a batch after {@code passes} passes over the
     * examples, usually a fraction, which a schedule may follow.
     */
    public StepReport learn(LearnerState state, MiniBatch batch, PredictionSink prequential, double passes) {
        return learn(state, batch, batch, prequential, passes, 1);
    }

    /**
     * {@link #learn(LearnerState, MiniBatch, PredictionSink, double)} of a batch that is joined by examples of before, which
     * count in the gradient and in nothing else, with the learning rate multiplied by a factor.
     *
     * @param joined the batch, followed by the examples that join it, as {@link org.millrace.model.rehearsal.Rehearsal} makes it
     * @param factor positive and finite
     */
    public StepReport learn(
            LearnerState state,
            MiniBatch batch,
            MiniBatch joined,
            PredictionSink prequential,
            double passes,
            double factor) {
        requireNonNull(state, "state");
        Require.notNegative(passes, "passes");
        Require.positive(factor, "factor");
        synchronized (state) {
            state.requireOpen();
            double rate = settings.steps().rateAt(state.step(), passes)
                    * state.plateau().factor()
                    * factor;
            return learnAt(rate, state, batch, joined, prequential);
        }
    }

    /** {@link #learn} with a given learning rate in place of the settings'. */
    StepReport learnAt(double rate, LearnerState state, MiniBatch batch, MiniBatch joined, PredictionSink prequential) {
        requireFits(batch, requireNonNull(prequential, "prequential"));
        requireFits(joined, prequential);
        Require.atLeast(batch.rows(), joined.rows(), "rows of the joined batch");
        synchronized (state) {
            requireUsable(state);
            reserve(joined.rows());
            if (batch.weighsNothing()) {
                inference.evaluate(state, batch, workspace, prequential);
                return new StepReport(state.step(), Double.NaN, Double.NaN, rate, false, Optional.empty());
            }
            boolean finite = input.learn(state.statistics(), joined.features(), batch.rows(), joined.rows());
            if (!(targets.learn(state.statistics().targets(), batch) && finite)) {
                return refuse(state, Double.NaN, Double.NaN, rate);
            }
            workspace.inputSquares = input.measure(joined.rows(), workspace);
            forward.learn(
                    state.network(), workspace, joined.rows(), state.random().position());
            double value = loss.gradient(
                    workspace.outputs,
                    architecture.outputs(),
                    targets.scaled(joined),
                    weights.after(state, batch),
                    workspace.outputDelta,
                    workspace.exampleLosses,
                    workspace.lossScratch);
            if (!Double.isFinite(value)) {
                return refuse(state, value, Double.NaN, rate);
            }
            inference.handOn(batch, workspace, prequential);
            if (!descent.step(state, workspace, joined.rows(), rate)) {
                return refuse(state, value, descent.norm(), rate);
            }
            if (dropout.active()) {
                state.random().skip((long) joined.rows() * architecture.hiddenUnits());
            }
            return accept(state, batch, value, descent.norm(), rate);
        }
    }

    /** Hands on the predictions for a batch of any size; the state is only read. */
    public void evaluate(LearnerState state, MiniBatch batch, PredictionSink into) {
        requireNonNull(state, "state");
        requireFits(batch, requireNonNull(into, "into"));
        synchronized (state) {
            requireUsable(state);
            reserve(Inference.chunk(batch.rows()));
            inference.evaluate(state, batch, workspace, into);
        }
    }

    /**
     * Tells the state the loss of a validation, so that its learning rate can answer to a plateau. Does nothing where the
     * settings have {@link PlateauRule#NONE}.
     */
    public void validated(LearnerState state, double validationLoss) {
        requireNonNull(state, "state");
        synchronized (state) {
            requireUsable(state);
            if (settings.plateau().reduces()) {
                state.countValidation(settings.plateau(), validationLoss);
            }
        }
    }

    /** Makes the moments of the optimizer zero, as before the first step; the parameters stay as they are. */
    public void resetOptimizer(LearnerState state) {
        requireNonNull(state, "state");
        synchronized (state) {
            requireUsable(state);
            state.resetOptimizer();
        }
    }

    /**
     * Initialises the output layer anew, by the settings' initialization and the random state. The moments of all layers
     * become zero: those of the hidden layers are means of gradients through weights that are gone.
     */
    public void resetOutputLayer(LearnerState state) {
        requireNonNull(state, "state");
        synchronized (state) {
            requireUsable(state);
            state.resetOutputLayer(settings.initialization());
            state.resetOptimizer();
        }
    }

    /**
     * The probability of every class or property, or the numbers of a regression; the state is only read.
     *
     * @param features {@code [rows, columns]}
     * @return {@code [rows, outputs]}, for classes each row summing to one
     */
    public float[] predict(LearnerState state, Features features, int rows) {
        requireNonNull(state, "state");
        requireNonNull(features, "features");
        Require.atLeast(1, rows, "rows");
        Require.that(
                features.count() == (long) rows * settings.inputs().columns(),
                "features must hold rows x columns = "
                        + (long) rows * settings.inputs().columns() + " values",
                features.count());
        synchronized (state) {
            requireUsable(state);
            reserve(Inference.chunk(rows));
            return inference.predict(state, features, rows, workspace);
        }
    }

    /**
     * {@link #predict(LearnerState, Features, int)} between ND4J arrays.
     *
     * @param features {@code [rows, columns]} of any type
     * @return {@code [rows, outputs]} of float32, a new array that is the caller's
     */
    public INDArray predict(LearnerState state, INDArray features) {
        float[] values = Ndarrays.matrix(features, "features");
        Require.that(
                features.size(1) == settings.inputs().columns(),
                "features must have " + settings.inputs().columns() + " columns",
                features.size(1));
        int rows = (int) features.size(0);
        return Ndarrays.matrix(predict(state, Features.of(values), rows), rows, architecture.outputs());
    }

    /** Frees the memory outside the heap now. May be called twice. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            workspace.close();
            descent.close();
        }
    }

    private StepReport accept(LearnerState state, MiniBatch batch, double value, double norm, double rate) {
        for (int label : batch.labels()) {
            state.classCounts()[label]++;
        }
        state.countStep();
        return new StepReport(state.step(), value, norm, rate, false, input.extreme());
    }

    private StepReport refuse(LearnerState state, double value, double norm, double rate) {
        input.restore(state.statistics());
        targets.restore(state.statistics().targets());
        state.countRefusal();
        return new StepReport(state.step(), value, norm, rate, true, Optional.empty());
    }

    private void requireFits(MiniBatch batch, PredictionSink sink) {
        requireNonNull(batch, "batch");
        Require.that(
                batch.columns() == settings.inputs().columns(),
                "a batch must have " + settings.inputs().columns() + " columns",
                batch.columns());
        batch.requireTargets(loss.task(), architecture.outputs());
        sink.requireTask(loss.task(), architecture.outputs());
    }

    private void requireUsable(LearnerState state) {
        if (closed) {
            throw new IllegalStateException("This learner is closed.");
        }
        state.requireOpen();
        state.requireFits(settings);
    }

    private void reserve(int rows) {
        if (workspace.rows < rows) {
            Workspace larger = new Workspace(architecture, dropout.active(), rows);
            workspace.close();
            workspace = larger;
        }
    }
}
