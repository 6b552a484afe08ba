package org.millrace.model;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * Predicts, evaluates and learns mini-batches. A learner has settings and a workspace but remembers nothing of a model:
 * that is in the {@link LearnerState} that is handed in. One learner serves one thread, and any number of states.
 *
 * <p>Nothing is allocated outside the heap once the workspace has met the largest batch. {@link #close()} frees it.
 */
public final class Learner implements AutoCloseable {

    /** Evaluation and prediction need no batch as a whole, so they go through the workspace in chunks of this size. */
    private static final int CHUNK_ROWS = 256;

    /** A change this small can neither be infinite nor, by rounding, take a finite float32 to infinity. */
    private static final double GREATEST_PLAIN_STEP = 1e30;

    private final LearnerSettings settings;
    private final Architecture architecture;
    private final FeatureInput input;
    private final ForwardPass forward;
    private final Backpropagation backpropagation;
    private final Gradient gradient;
    private final ParameterUpdate update = new ParameterUpdate();
    private final boolean descendsPlainly;
    private Workspace workspace;
    private boolean closed;

    public Learner(LearnerSettings settings) {
        this.settings = requireNonNull(settings, "settings");
        architecture = settings.architecture();
        descendsPlainly = settings.optimizer() instanceof Sgd && settings.clipNorm() == 0;
        input = new FeatureInput(architecture.inputs());
        forward = new ForwardPass(architecture);
        backpropagation = new Backpropagation(architecture);
        gradient = new Gradient(architecture);
        workspace = new Workspace(architecture, 1);
    }

    public LearnerSettings settings() {
        return settings;
    }

    /** A state with fresh parameters from the settings' seed. The caller closes it. */
    public LearnerState initialState() {
        return LearnerState.initial(settings);
    }

    /**
     * Learns a batch, test-then-train: takes its features into the running standardisation, predicts it, counts the
     * predictions, and only then changes the parameters by the gradient of the mean loss.
     *
     * <p>If a feature, the loss or the gradient is NaN or infinite the step is refused: the state stays as it was but for
     * the count of refused steps. Predictions with a finite loss are counted even then.
     *
     * @param state changed in place
     * @param prequential receives the predictions made before the update
     */
    public StepReport learn(LearnerState state, MiniBatch batch, Evaluation prequential) {
        requireNonNull(state, "state");
        requireFits(batch, requireNonNull(prequential, "prequential"));
        synchronized (state) {
            requireUsable(state);
            reserve(batch.rows());
            if (!input.learn(state.standardization(), batch)) {
                return refuse(state, Double.NaN, Double.NaN);
            }
            input.load(batch.features(), 0, batch.rows(), workspace);
            forward.run(state.network(), workspace, batch.rows());
            double loss = SoftmaxCrossEntropy.gradient(
                    workspace.outputs(),
                    batch.labels(),
                    batch.rows(),
                    architecture.outputs(),
                    workspace.delta,
                    workspace.exampleLosses);
            if (!Double.isFinite(loss)) {
                return refuse(state, loss, Double.NaN);
            }
            count(batch.labels(), 0, batch.rows(), prequential);
            return step(state, batch.rows(), loss);
        }
    }

    /** Counts the predictions for a batch of any size; the state is only read. */
    public void evaluate(LearnerState state, MiniBatch batch, Evaluation into) {
        requireNonNull(state, "state");
        requireFits(batch, requireNonNull(into, "into"));
        synchronized (state) {
            requireUsable(state);
            reserve(Math.min(CHUNK_ROWS, batch.rows()));
            input.use(state.standardization());
            for (int from = 0; from < batch.rows(); from += CHUNK_ROWS) {
                int rows = Math.min(CHUNK_ROWS, batch.rows() - from);
                input.load(batch.features(), from, rows, workspace);
                forward.run(state.network(), workspace, rows);
                SoftmaxCrossEntropy.losses(
                        workspace.outputs(),
                        batch.labels(),
                        from,
                        rows,
                        architecture.outputs(),
                        workspace.delta,
                        workspace.exampleLosses);
                count(batch.labels(), from, rows, into);
            }
        }
    }

    /**
     * The probability of every class; the state is only read.
     *
     * @param features {@code [rows, inputs]}
     * @return {@code [rows, outputs]}, each row summing to one
     */
    public float[] predict(LearnerState state, float[] features, int rows) {
        requireNonNull(state, "state");
        requireNonNull(features, "features");
        Require.atLeast(1, rows, "rows");
        Require.that(
                features.length == (long) rows * architecture.inputs(),
                "features must hold rows x inputs = " + (long) rows * architecture.inputs() + " values",
                features.length);
        synchronized (state) {
            requireUsable(state);
            reserve(Math.min(CHUNK_ROWS, rows));
            input.use(state.standardization());
            int classes = architecture.outputs();
            float[] probabilities = new float[Math.multiplyExact(rows, classes)];
            for (int from = 0; from < rows; from += CHUNK_ROWS) {
                int chunk = Math.min(CHUNK_ROWS, rows - from);
                input.load(features, from, chunk, workspace);
                forward.run(state.network(), workspace, chunk);
                for (int row = 0; row < chunk; row++) {
                    SoftmaxCrossEntropy.softmax(
                            workspace.outputs(), row * classes, classes, probabilities, (from + row) * classes);
                }
            }
            return probabilities;
        }
    }

    /** Frees the memory outside the heap now. May be called twice. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            workspace.close();
            gradient.close();
        }
    }

    private StepReport step(LearnerState state, int rows, double loss) {
        backpropagation.spread(state.network(), workspace, rows);
        double rate = settings.learningRate();
        if (descendsPlainly && rate * backpropagation.normBound(workspace, rows) < GREATEST_PLAIN_STEP) {
            backpropagation.descend(state.network(), workspace, rate, rows);
            state.countStep();
            return new StepReport(state.step(), loss, Double.NaN, rate, false);
        }
        backpropagation.gradient(state.network(), workspace, gradient, rows);
        double norm = gradient.norm();
        if (!Double.isFinite(norm)) {
            return refuse(state, loss, norm);
        }
        boolean tooLong = settings.clipNorm() > 0 && norm > settings.clipNorm();
        double scale = tooLong ? settings.clipNorm() / norm : 1;
        UpdateRule rule = settings.optimizer().at(state.step() + 1, rate);
        update.apply(rule, scale, gradient, state.network().parameters(), state.moments());
        state.countStep();
        return new StepReport(state.step(), loss, norm, rate, false);
    }

    private StepReport refuse(LearnerState state, double loss, double norm) {
        input.restore(state.standardization());
        state.countRefusal();
        return new StepReport(state.step(), loss, norm, settings.learningRate(), true);
    }

    private void count(int[] labels, int from, int rows, Evaluation into) {
        int classes = architecture.outputs();
        float[] logits = workspace.outputs();
        for (int row = 0; row < rows; row++) {
            int start = row * classes;
            int best = 0;
            for (int j = 1; j < classes; j++) {
                best = logits[start + j] > logits[start + best] ? j : best;
            }
            into.add(labels[from + row], best, workspace.exampleLosses[row]);
        }
    }

    private void requireFits(MiniBatch batch, Evaluation evaluation) {
        requireNonNull(batch, "batch");
        Require.that(
                batch.columns() == architecture.inputs(),
                "a batch must have " + architecture.inputs() + " columns",
                batch.columns());
        int greatest = Arrays.stream(batch.labels()).max().orElseThrow();
        Require.that(greatest < architecture.outputs(), "label must be below " + architecture.outputs(), greatest);
        Require.that(
                evaluation.classes() == architecture.outputs(),
                "an evaluation must have " + architecture.outputs() + " classes",
                evaluation.classes());
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
            Workspace larger = new Workspace(architecture, rows);
            workspace.close();
            workspace = larger;
        }
    }
}
