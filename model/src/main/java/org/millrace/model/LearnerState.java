package org.millrace.model;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.millrace.model.format.FloatBytes;
import org.millrace.model.format.LearnerFormatException;
import org.millrace.model.input.Inputs;
import org.millrace.model.input.RunningStatistics;
import org.millrace.model.math.RandomState;
import org.millrace.model.network.Architecture;
import org.millrace.model.network.DenseNetwork;
import org.millrace.model.network.Initialization;
import org.millrace.model.optimizer.Moments;
import org.millrace.model.schedule.PlateauRule;
import org.millrace.model.schedule.PlateauState;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All of one model that must survive a restart: the parameters, the memory of the optimizer, the running statistics of
 * features and targets, the random state and the counts of steps. It holds no scratch memory and no hyperparameters: those are a {@link Learner}'s,
 * so that a job can go on with, say, another learning rate.
 *
 * <p>The parameters lie outside the heap until {@link #close()}, after which every method that needs them throws
 * IllegalStateException. A state that nobody closes, as the copies that Flink makes, frees them when it is garbage, at the
 * latest when {@code org.bytedeco.javacpp.maxbytes} would be passed. One thread at a time uses a state; a second waits.
 */
public final class LearnerState implements AutoCloseable {

    private final Architecture architecture;
    private final String optimizerKind;
    private final DenseNetwork network;
    private final Moments moments;
    private final RunningStatistics statistics;
    private final RandomState random;
    private final long[] classCounts;
    private Inputs fitting;
    private PlateauState plateau;
    private long step;
    private long refusedSteps;
    private boolean closed;

    LearnerState(
            DenseNetwork network,
            String optimizerKind,
            Moments moments,
            RunningStatistics statistics,
            RandomState random,
            long[] classCounts,
            PlateauState plateau,
            long step,
            long refusedSteps) {
        this.architecture = network.architecture();
        fitting = statistics.inputs();
        this.network = network;
        this.optimizerKind = optimizerKind;
        this.moments = moments;
        this.statistics = statistics;
        this.random = random;
        this.classCounts = classCounts;
        this.plateau = plateau;
        this.step = step;
        this.refusedSteps = refusedSteps;
    }

    /** The state before the first step. */
    static LearnerState initial(LearnerSettings settings) {
        Architecture architecture = settings.architecture();
        RandomState random = new RandomState(settings.seed());
        DenseNetwork network = DenseNetwork.initialized(architecture, settings.initialization(), random);
        Moments moments = new Moments(settings.optimizer().moments(), (int) architecture.parameterCount());
        return new LearnerState(
                network,
                settings.optimizer().kind(),
                moments,
                new RunningStatistics(
                        settings.inputs(),
                        settings.scaling().features(),
                        TargetScale.kind(settings),
                        architecture.outputs()),
                random,
                new long[architecture.outputs()],
                PlateauState.INITIAL,
                0,
                0);
    }

    public Architecture architecture() {
        return architecture;
    }

    /** How many updates the parameters have seen. */
    public synchronized long step() {
        requireOpen();
        return step;
    }

    /** How many steps were refused because of a NaN or infinity. */
    public synchronized long refusedSteps() {
        requireOpen();
        return refusedSteps;
    }

    /** A copy of the parameter vector, {@code [parameters]}, layer after layer, W row-major before b. The caller closes it. */
    public synchronized INDArray parameters() {
        requireOpen();
        try (INDArray view = network.parameters().array()) {
            return view.dup();
        }
    }

    /**
     * The weights W {@code [inputs, units]} of a layer, for {@code x W + b} with rows x. It is a view: it changes as the
     * learner trains, writing to it changes the model, and it is valid until {@link #close()}. Read it while no other thread
     * uses this state, and keep the state for as long as the view.
     *
     * @param layer counted from 0 at the inputs; the last is the output layer
     */
    public synchronized INDArray weights(int layer) {
        requireOpen();
        return network.weightsOf(Objects.checkIndex(layer, architecture.depth()));
    }

    /** The biases b {@code [units]} of a layer, a view as {@link #weights} is. */
    public synchronized INDArray biases(int layer) {
        requireOpen();
        return network.biasesOf(Objects.checkIndex(layer, architecture.depth()));
    }

    /** The SHA-256, in hexadecimal, of the parameter vector as little-endian float32. */
    public synchronized String sha256() {
        requireOpen();
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new FloatBytes().digest(network.parameters(), digest);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** A deep copy: changes of the one do not touch the other. */
    public synchronized LearnerState copy() {
        requireOpen();
        return new LearnerState(
                network.copy(),
                optimizerKind,
                moments.copy(),
                statistics.copy(),
                new RandomState(random.position()),
                classCounts.clone(),
                plateau,
                step,
                refusedSteps);
    }

    /**
     * A copy with more outputs, for classes that were not known before. Their weights are initialized as those of a new network
     * are, and the optimizer remembers nothing of them; all else is as it was, so that the outputs so far are the same numbers
     * as before.
     *
     * @param outputs at least as many as there are
     */
    public synchronized LearnerState withOutputs(int outputs, Initialization initialization) {
        requireNonNull(initialization, "initialization");
        requireOpen();
        OutputGrowth growth = new OutputGrowth(architecture, outputs);
        RandomState following = new RandomState(random.position());
        return new LearnerState(
                growth.network(network, initialization, following),
                optimizerKind,
                growth.moments(moments),
                statistics.withOutputs(outputs),
                following,
                Arrays.copyOf(classCounts, outputs),
                plateau,
                step,
                refusedSteps);
    }

    /**
     * Does nothing if a learner with these settings can go on from this state.
     *
     * @throws IllegalArgumentException if the architecture, the kind of optimizer, the columns or a scaling is another; its message
     *     lists all that this state has and the settings do not ask for, and what they ask for instead
     */
    public void requireFits(LearnerSettings settings) {
        requireNonNull(settings, "settings");
        if (!architecture.equals(settings.architecture())
                || !optimizerKind.equals(settings.optimizer().kind())
                || statistics.features().kind() != settings.scaling().features()
                || statistics.targets().kind() != TargetScale.kind(settings)
                || !sameInputs(settings)) {
            throw new IllegalArgumentException(Misfit.between(this, settings));
        }
    }

    @SuppressWarnings("ReferenceEquality") // Asked every step, mostly of the same object; there may be many columns.
    private boolean sameInputs(LearnerSettings settings) {
        if (fitting != settings.inputs() && statistics.inputs().equals(settings.inputs())) {
            fitting = settings.inputs();
        }
        return fitting == settings.inputs();
    }

    /** Writes the state in Millrace's versioned binary format, which {@link #read} understands. */
    public synchronized void write(DataOutput out) throws IOException {
        requireNonNull(out, "out");
        requireOpen();
        LearnerStateFormat.write(this, out);
    }

    /**
     * Reads what {@link #write} wrote, to the last bit.
     *
     * @throws LearnerFormatException if this is something else, of a version unknown here, or damaged
     */
    public static LearnerState read(DataInput in) throws IOException {
        requireNonNull(in, "in");
        return LearnerStateFormat.read(in);
    }

    /** Frees the memory outside the heap now. May be called twice. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            network.close();
        }
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This learner state is closed.");
        }
    }

    public DenseNetwork network() {
        return network;
    }

    String optimizerKind() {
        return optimizerKind;
    }

    Moments moments() {
        return moments;
    }

    /** The running statistics of features and targets. */
    public RunningStatistics statistics() {
        return statistics;
    }

    /** The examples of each class trained on. */
    long[] classCounts() {
        return classCounts;
    }

    PlateauState plateau() {
        return plateau;
    }

    void countValidation(PlateauRule rule, double validationLoss) {
        plateau = rule.after(validationLoss, plateau);
    }

    RandomState random() {
        return random;
    }

    void resetOptimizer() {
        moments.clear(step);
    }

    void resetOutputLayer(Initialization initialization) {
        network.initialize(architecture.depth() - 1, initialization, random);
    }

    void countStep() {
        step++;
    }

    void countRefusal() {
        refusedSteps++;
    }
}
