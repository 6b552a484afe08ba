package org.millrace.model.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/**
 * A mean in which the newest value has weight λ, the one before it {@code λ(1-λ)}, and so on.
 *
 * @param squares the sum of the squared weights; 0 before the first value
 */
record ExponentialMean(double mean, double squares) implements Serializable {

    static final ExponentialMean EMPTY = new ExponentialMean(0, 0);

    boolean isEmpty() {
        return squares == 0;
    }

    ExponentialMean with(double value, double newest) {
        if (isEmpty()) {
            return new ExponentialMean(value, 1);
        }
        double older = 1 - newest;
        return new ExponentialMean(newest * value + older * mean, newest * newest + older * older * squares);
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(mean);
        out.writeDouble(squares);
    }

    static ExponentialMean read(DataInput in) throws IOException {
        return new ExponentialMean(in.readDouble(), in.readDouble());
    }
}
