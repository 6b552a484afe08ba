package org.millrace.model.network;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.millrace.model.format.Versions;
import org.millrace.model.math.OffHeap;
import org.millrace.model.math.Require;

/**
 * The shape of a dense network. The output layer is linear: its values are logits or numbers, and the loss knows which.
 *
 * @param inputs features per example, at least 1
 * @param hidden the hidden layers from the input side; may be empty, which is a linear model
 * @param outputs values per example, at least 1
 */
public record Architecture(int inputs, List<Layer> hidden, int outputs) implements Serializable {

    private static final int VERSION = 1;
    private static final int MOST_LAYERS = 10_000;

    public Architecture {
        Require.atLeast(1, inputs, "inputs");
        hidden = List.copyOf(hidden);
        Require.atLeast(1, outputs, "outputs");
        long count = count(inputs, hidden, outputs);
        Require.that(count <= OffHeap.MOST_VALUES, "parameters must be at most " + OffHeap.MOST_VALUES, count);
    }

    /** A network whose hidden layers all have the same activation. */
    public static Architecture of(int inputs, Activation activation, int outputs, int... hiddenUnits) {
        List<Layer> hidden = Arrays.stream(hiddenUnits)
                .mapToObj(units -> new Layer(units, activation))
                .toList();
        return new Architecture(inputs, hidden, outputs);
    }

    /** How many weights and biases the network has. */
    public long parameterCount() {
        return count(inputs, hidden, outputs);
    }

    /** How many of the parameters come before those of the output layer. */
    public long parameterCountBelowOutputs() {
        return parameterCount() - (inputsOf(hidden.size()) + 1L) * outputs;
    }

    /** The same network with another number of outputs. */
    public Architecture withOutputs(int other) {
        return new Architecture(inputs, hidden, other);
    }

    /** Dense layers including the output layer. */
    public int depth() {
        return hidden.size() + 1;
    }

    /** The units of all hidden layers. */
    public long hiddenUnits() {
        // Asked every step, so without the garbage of a stream.
        long units = 0;
        for (int layer = 0; layer < hidden.size(); layer++) {
            units += hidden.get(layer).units();
        }
        return units;
    }

    int inputsOf(int layer) {
        return layer == 0 ? inputs : hidden.get(layer - 1).units();
    }

    public int unitsOf(int layer) {
        return layer == hidden.size() ? outputs : hidden.get(layer).units();
    }

    /** The most units that a layer has. */
    public int widestLayer() {
        return IntStream.range(0, depth()).map(this::unitsOf).max().orElseThrow();
    }

    public Activation activationOf(int layer) {
        return layer == hidden.size() ? Activation.IDENTITY : hidden.get(layer).activation();
    }

    /** Writes a version byte and the shape. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(inputs);
        out.writeInt(hidden.size());
        for (Layer layer : hidden) {
            out.writeInt(layer.units());
            out.writeUTF(layer.activation().code());
        }
        out.writeInt(outputs);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it is no shape that a network can have
     */
    public static Architecture read(DataInput in) throws IOException {
        Versions.read("an architecture", VERSION, in);
        return readV1(in);
    }

    private static Architecture readV1(DataInput in) throws IOException {
        int inputs = in.readInt();
        int layers = in.readInt();
        Require.that(layers >= 0 && layers <= MOST_LAYERS, "hidden layers must be in [0, " + MOST_LAYERS + "]", layers);
        List<Layer> hidden = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            hidden.add(new Layer(in.readInt(), Activation.ofCode(in.readUTF())));
        }
        return new Architecture(inputs, hidden, in.readInt());
    }

    private static long count(int inputs, List<Layer> hidden, int outputs) {
        double approximate = 0;
        long count = 0;
        int from = inputs;
        for (Layer layer : hidden) {
            approximate += (from + 1.0) * layer.units();
            count += (from + 1L) * layer.units();
            from = layer.units();
        }
        approximate += (from + 1.0) * outputs;
        count += (from + 1L) * outputs;
        return approximate > Long.MAX_VALUE ? Long.MAX_VALUE : count;
    }

    /** The widths and activations from input to output, for example {@code 784-128(relu)-10}. */
    @Override
    public String toString() {
        return hidden.stream()
                .map(layer -> layer.units() + "(" + layer.activation().code() + ")")
                .collect(Collectors.joining("-", inputs + "-", (hidden.isEmpty() ? "" : "-") + outputs));
    }
}
