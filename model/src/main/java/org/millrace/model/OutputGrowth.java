package org.millrace.model;

import org.millrace.model.math.OffHeap;
import org.millrace.model.math.RandomState;
import org.millrace.model.math.Require;
import org.millrace.model.network.Architecture;
import org.millrace.model.network.DenseNetwork;
import org.millrace.model.network.Initialization;
import org.millrace.model.optimizer.Moments;

/** Brings the parameters of a network, and what is kept for each of them, to a network with more outputs. */
final class OutputGrowth {

    private final Architecture after;
    private final int rows;
    private final int columns;
    private final int columnsAfter;
    private final int start;

    OutputGrowth(Architecture before, int outputs) {
        Require.atLeast(before.outputs(), outputs, "outputs");
        after = before.withOutputs(outputs);
        columns = before.outputs();
        columnsAfter = outputs;
        // W and b of the output layer are the end of the parameters, b as one more row of W.
        rows = (int) (before.parameterCount() - after.parameterCountBelowOutputs()) / columns;
        start = (int) after.parameterCountBelowOutputs();
    }

    DenseNetwork network(DenseNetwork network, Initialization initialization, RandomState random) {
        DenseNetwork grown = DenseNetwork.initialized(after, initialization, random);
        OffHeap from = network.parameters();
        OffHeap to = grown.parameters();
        copy(from, 0, to, 0, start);
        for (int row = 0; row < rows; row++) {
            copy(from, start + row * columns, to, start + row * columnsAfter, columns);
        }
        return grown;
    }

    private static void copy(OffHeap from, int index, OffHeap to, int target, int length) {
        float[] values = new float[length];
        from.get(index, values, 0, length);
        to.put(target, values, 0, length);
    }

    Moments moments(Moments moments) {
        Moments grown = new Moments(moments.vectors(), (int) after.parameterCount());
        grown.clear(moments.since());
        for (int vector = 0; vector < moments.vectors(); vector++) {
            for (int i = 0; i < start; i++) {
                grown.set(vector, i, moments.get(vector, i));
            }
            for (int row = 0; row < rows; row++) {
                for (int j = 0; j < columns; j++) {
                    float value = moments.get(vector, start + row * columns + j);
                    grown.set(vector, start + row * columnsAfter + j, value);
                }
            }
        }
        return grown;
    }
}
