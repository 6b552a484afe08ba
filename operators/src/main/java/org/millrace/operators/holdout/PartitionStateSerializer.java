package org.millrace.operators.holdout;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.millrace.operators.state.StateSerializer;

/** Serializes the state of {@link HoldOut}; copies are deep. */
public final class PartitionStateSerializer extends StateSerializer<PartitionState> {

    static final PartitionStateSerializer INSTANCE = new PartitionStateSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "partition";
    }

    @Override
    public PartitionState copy(PartitionState from) {
        return from.copy();
    }

    @Override
    public void serialize(PartitionState state, DataOutputView out) throws IOException {
        state.write(out);
    }

    @Override
    public PartitionState deserialize(DataInputView in) throws IOException {
        return PartitionState.read(in);
    }
}
