package org.millrace.operators.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.millrace.model.LearnerState;

/** How many bytes the state of a learner has in a checkpoint: it is written to where nothing is kept. */
final class StateSize extends OutputStream {

    private long bytes;

    private StateSize() {}

    static long of(LearnerState state) {
        StateSize size = new StateSize();
        try {
            state.write(new DataOutputViewStreamWrapper(size));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return size.bytes;
    }

    @Override
    public void write(int value) {
        bytes++;
    }

    @Override
    public void write(byte[] values, int from, int length) {
        bytes += length;
    }
}
