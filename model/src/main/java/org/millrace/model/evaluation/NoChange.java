package org.millrace.model.evaluation;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.format.Versions;

/**
 * The no-change classifier, which predicts the class of the example before: what a model on a stream has to be better than
 * where classes come in runs. The first example has none before it and does not count.
 */
final class NoChange {

    private static final int VERSION = 1;
    private static final int NONE = -1;

    private int first = NONE;
    private int last = NONE;
    private double firstWeight;
    private double weight;
    private double right;

    void add(int actual, double importance) {
        if (last == NONE) {
            first = actual;
            firstWeight = importance;
        } else {
            weight += importance;
            right += actual == last ? importance : 0;
        }
        last = actual;
    }

    /** Takes in the examples of another after its own. */
    void merge(NoChange other) {
        if (other.first == NONE) {
            return;
        }
        add(other.first, other.firstWeight);
        weight += other.weight;
        right += other.right;
        last = other.last;
    }

    void scale(double factor) {
        firstWeight *= factor;
        weight *= factor;
        right *= factor;
    }

    /** The share of examples with the class of the one before; NaN before the second example. */
    double accuracy() {
        return right / weight;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(first);
        out.writeInt(last);
        out.writeDouble(firstWeight);
        out.writeDouble(weight);
        out.writeDouble(right);
    }

    static NoChange read(DataInput in) throws IOException {
        Versions.read("a no-change classifier", VERSION, in);
        return readV1(in);
    }

    private static NoChange readV1(DataInput in) throws IOException {
        NoChange noChange = new NoChange();
        noChange.first = in.readInt();
        noChange.last = in.readInt();
        noChange.firstWeight = in.readDouble();
        noChange.weight = in.readDouble();
        noChange.right = in.readDouble();
        return noChange;
    }
}
