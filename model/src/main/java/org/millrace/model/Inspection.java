package org.millrace.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.millrace.model.NetworkHealth.Activations;
import org.millrace.model.NetworkHealth.LayerHealth;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.math.OffHeap;
import org.millrace.model.math.Require;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;
import org.millrace.model.network.DenseNetwork;
import org.millrace.model.network.Dropout;
import org.millrace.model.network.FeatureInput;
import org.millrace.model.network.ForwardPass;
import org.millrace.model.network.Workspace;

/**
 * Looks at a network before and after a step that somebody else takes: how large its weights are, how far they moved, how
 * far the activations spread, and which hidden units are dead.
 *
 * <p>A unit is dead on a batch if the slope of its activation, |f'(z)|, is below {@value #FLAT} for every example: a ReLU
 * that is never above zero, a sigmoid or tanh driven to its end. No gradient comes through it, so it learns nothing.
 *
 * <p>It costs a copy of the parameters and a forward pass over at most {@value #MOST_ROWS} examples, so it is made now and
 * then. One thread uses an inspection; the states are only read.
 */
public final class Inspection implements AutoCloseable {

    static final float FLAT = 0.01f;
    static final int MOST_ROWS = 256;

    private static final int BLOCK = 4096;

    private final Architecture architecture;
    private final int columns;
    private final FeatureInput input;
    private final ForwardPass forward;
    private final float[] block = new float[BLOCK];
    private Workspace workspace;
    private float[] before = {};
    private boolean closed;

    public Inspection(LearnerSettings settings) {
        architecture = requireNonNull(settings, "settings").architecture();
        input = new FeatureInput(settings.inputs(), settings.scaling());
        columns = settings.inputs().columns();
        Dropout none = new Dropout(0);
        forward = new ForwardPass(architecture, none);
        workspace = new Workspace(architecture, none.active(), 1);
    }

    /** Remembers the parameters as they are before a step. */
    public void before(LearnerState state) {
        requireNonNull(state, "state");
        synchronized (state) {
            state.requireOpen();
            OffHeap parameters = state.network().parameters();
            if (before.length != parameters.length()) {
                before = new float[parameters.length()];
            }
            parameters.get(0, before, 0, before.length);
        }
    }

    /**
     * The health of the network after a step.
     *
     * @param batch {@code [rows, columns]}, usually the batch that the step trained on
     * @throws IllegalStateException without a call of {@link #before} for a state of the same network, or when closed
     */
    public NetworkHealth after(LearnerState state, MiniBatch batch) {
        requireNonNull(state, "state");
        requireNonNull(batch, "batch");
        Require.that(batch.columns() == columns, "a batch must have " + columns + " columns", batch.columns());
        if (closed) {
            throw new IllegalStateException("This inspection is closed.");
        }
        synchronized (state) {
            state.requireOpen();
            OffHeap parameters = state.network().parameters();
            if (before.length != parameters.length()) {
                throw new IllegalStateException("Nothing is known of these parameters before the step.");
            }
            int rows = Math.min(MOST_ROWS, batch.rows());
            predict(state, rows, batch);
            Movement whole = Movement.NONE;
            List<LayerHealth> layers = new ArrayList<>();
            for (int layer = 0; layer < architecture.depth(); layer++) {
                Movement movement = movement(state.network(), layer);
                whole = whole.plus(movement);
                layers.add(new LayerHealth(
                        movement.ratio(),
                        layer < architecture.hidden().size()
                                ? Optional.of(activations(layer, rows))
                                : Optional.empty()));
            }
            return new NetworkHealth(Math.sqrt(whole.squares()), whole.ratio(), layers);
        }
    }

    /** Sums of squares of parameters after a step, before it, and of the change between. */
    private record Movement(double squares, double squaresBefore, double moved) {

        static final Movement NONE = new Movement(0, 0, 0);

        Movement plus(Movement other) {
            return new Movement(squares + other.squares, squaresBefore + other.squaresBefore, moved + other.moved);
        }

        double ratio() {
            return moved == 0 ? 0 : Math.sqrt(moved / squaresBefore);
        }
    }

    private Movement movement(DenseNetwork network, int layer) {
        double squares = 0;
        double squaresBefore = 0;
        double moved = 0;
        int end = network.biasOffset(layer) + architecture.unitsOf(layer);
        for (int offset = network.weightOffset(layer); offset < end; offset += BLOCK) {
            int length = Math.min(BLOCK, end - offset);
            network.parameters().get(offset, block, 0, length);
            for (int i = 0; i < length; i++) {
                double was = before[offset + i];
                double change = block[i] - was;
                squares += (double) block[i] * block[i];
                squaresBefore += was * was;
                moved += change * change;
            }
        }
        return new Movement(squares, squaresBefore, moved);
    }

    private void predict(LearnerState state, int rows, MiniBatch batch) {
        reserve(rows);
        input.use(state.statistics(), batch.features(), rows);
        input.load(0, rows, workspace);
        forward.predict(state.network(), workspace, rows);
    }

    private Activations activations(int layer, int rows) {
        int units = architecture.unitsOf(layer);
        Activation activation = architecture.activationOf(layer);
        boolean[] alive = new boolean[units];
        float[] values = new float[units];
        float[] sums = new float[activation.needsPreActivation() ? units : 0];
        float[] slopes = new float[units];
        double mean = 0;
        double spread = 0;
        long count = 0;
        for (int row = 0; row < rows; row++) {
            workspace.values[layer].get(row * units, values, 0, units);
            System.arraycopy(workspace.preActivations[layer], row * sums.length, sums, 0, sums.length);
            Arrays.fill(slopes, 1);
            activation.backward(sums, values, slopes, units);
            for (int unit = 0; unit < units; unit++) {
                alive[unit] |= Math.abs(slopes[unit]) >= FLAT;
                double delta = values[unit] - mean;
                mean += delta / ++count;
                spread += delta * (values[unit] - mean);
            }
        }
        int dead = 0;
        for (boolean lives : alive) {
            dead += lives ? 0 : 1;
        }
        return new Activations(Math.sqrt(spread / count), (double) dead / units);
    }

    private void reserve(int rows) {
        if (workspace.rows < rows) {
            Workspace larger = new Workspace(architecture, false, rows);
            workspace.close();
            workspace = larger;
        }
    }

    /** Frees the memory outside the heap now. May be called twice. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            workspace.close();
        }
    }
}
