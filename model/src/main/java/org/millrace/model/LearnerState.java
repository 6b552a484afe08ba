package org.millrace.model;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All of one model that must survive a restart: the parameters, what the optimizer and the standardisation remember, the
 * random state and the counts of steps. It holds no scratch memory and no hyperparameters: those are a {@link Learner}'s,
 * so that a job can go on with, say, another learning rate.
 *
 * <p>The parameters lie outside the heap until {@link #close()}, or until the state is garbage. Every method throws
 * IllegalStateException after that. One thread at a time uses a state; a second waits.
 */
public final class LearnerState implements AutoCloseable {

    private final Architecture architecture;
    private final String optimizerKind;
    private final DenseNetwork network;
    private final float[][] moments;
    private final RunningStandardization standardization;
    private final RandomState random;
    private long step;
    private long refusedSteps;
    private boolean closed;

    LearnerState(
            DenseNetwork network,
            String optimizerKind,
            float[][] moments,
            RunningStandardization standardization,
            RandomState random,
            long step,
            long refusedSteps) {
        this.architecture = network.architecture();
        this.network = network;
        this.optimizerKind = optimizerKind;
        this.moments = moments;
        this.standardization = standardization;
        this.random = random;
        this.step = step;
        this.refusedSteps = refusedSteps;
    }

    /** The state of a learner that has not learned anything. */
    static LearnerState initial(LearnerSettings settings) {
        Architecture architecture = settings.architecture();
        RandomState random = new RandomState(settings.seed());
        DenseNetwork network = DenseNetwork.initialized(architecture, settings.initialization(), random);
        float[][] moments = new float[settings.optimizer().moments()][(int) architecture.parameterCount()];
        RunningStandardization standardization =
                settings.standardize() ? new RunningStandardization(architecture.inputs()) : null;
        return new LearnerState(network, settings.optimizer().kind(), moments, standardization, random, 0, 0);
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
        return network.parameters().array().dup();
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
        } finally {
        }
    }

    /** A deep copy: what happens to the one does not touch the other. */
    public synchronized LearnerState copy() {
        requireOpen();
        float[][] copiedMoments = new float[moments.length][];
        for (int i = 0; i < moments.length; i++) {
            copiedMoments[i] = moments[i].clone();
        }
        return new LearnerState(
                network.copy(),
                optimizerKind,
                copiedMoments,
                standardization == null ? null : standardization.copy(),
                new RandomState(random.position()),
                step,
                refusedSteps);
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
     * @throws SnapshotFormatException if this is something else, of a version unknown here, or damaged
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

    /** Throws IllegalArgumentException, saying what differs, unless {@code settings} can go on from this state. */
    void requireFits(LearnerSettings settings) {
        if (!architecture.equals(settings.architecture())) {
            throw misfit("architecture", architecture, settings.architecture());
        }
        if (!optimizerKind.equals(settings.optimizer().kind())) {
            throw misfit("optimizer", optimizerKind, settings.optimizer().kind());
        }
        if ((standardization != null) != settings.standardize()) {
            throw misfit("standardize", standardization != null, settings.standardize());
        }
    }

    private static IllegalArgumentException misfit(String what, Object mine, Object wanted) {
        return new IllegalArgumentException(
                "The state does not fit the settings: its " + what + " is " + mine + ", the settings' is " + wanted);
    }

    DenseNetwork network() {
        return network;
    }

    String optimizerKind() {
        return optimizerKind;
    }

    float[][] moments() {
        return moments;
    }

    /** Null where features are used as they are. */
    RunningStandardization standardization() {
        return standardization;
    }

    RandomState random() {
        return random;
    }

    void countStep() {
        step++;
    }

    void countRefusal() {
        refusedSteps++;
    }
}
