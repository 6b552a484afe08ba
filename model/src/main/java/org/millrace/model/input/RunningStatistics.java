package org.millrace.model.input;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.millrace.model.math.Require;
import org.millrace.model.scaling.FeatureScaler;
import org.millrace.model.scaling.Scaling;

/** What training has learned of the numbers and texts that come in, apart from the network. */
public final class RunningStatistics {

    private final Inputs inputs;
    private final ColumnStatistics columns;
    private final FeatureScaler features;
    private final FeatureScaler targets;

    private RunningStatistics(Inputs inputs, FeatureScaler features, FeatureScaler targets) {
        this.inputs = inputs;
        this.features = features;
        this.targets = targets;
        columns = new ColumnStatistics(inputs);
    }

    /** Statistics of nothing yet. {@code outputs} is the number of targets of an example. */
    public RunningStatistics(Inputs inputs, Scaling features, Scaling targets, int outputs) {
        this(inputs, features.scaler(scaled(inputs)), targets.scaler(outputs));
    }

    private static int scaled(Inputs inputs) {
        return (int) inputs.row().stream()
                .filter(column -> column instanceof Column.Numeric number && number.scaled())
                .count();
    }

    public Inputs inputs() {
        return inputs;
    }

    ColumnStatistics columns() {
        return columns;
    }

    /** Of the numbers that are scaled, in the order of their columns. */
    public FeatureScaler features() {
        return features;
    }

    public FeatureScaler targets() {
        return targets;
    }

    /** The texts of a column that have an input of their own, in the order of the inputs; empty for a column of numbers. */
    public List<String> texts(int column) {
        if (inputs.row().get(column) instanceof Column.Numeric) {
            return Collections.emptyList();
        }
        int place = (int) inputs.row().subList(0, column).stream()
                .filter(Column.Vocabulary.class::isInstance)
                .count();
        return columns.vocabulary(place).texts();
    }

    public RunningStatistics copy() {
        RunningStatistics copy = new RunningStatistics(inputs, features.copy(), targets.copy());
        copy.columns.copyFrom(columns);
        return copy;
    }

    /** A copy for a network with more outputs, none of which is a target that is scaled. */
    public RunningStatistics withOutputs(int outputs) {
        Require.that(targets.kind() == Scaling.NONE, "outputs cannot be added to targets that are scaled", outputs);
        RunningStatistics copy = new RunningStatistics(inputs, features.copy(), Scaling.NONE.scaler(outputs));
        copy.columns.copyFrom(columns);
        return copy;
    }

    /** Writes the statistics alone; the shape is for the reader to know. */
    public void write(DataOutput out) throws IOException {
        columns.write(out);
        features.write(out);
        targets.write(out);
    }

    /** Takes on the statistics that {@link #write} wrote. */
    public void readFrom(DataInput in) throws IOException {
        columns.readFrom(in);
        features.readFrom(in);
        targets.readFrom(in);
    }
}
