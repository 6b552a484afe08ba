package org.millrace.operators.holdout;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.millrace.operators.state.ValueSerializer;

/** Serializes the state of {@link HoldOut}; copies are deep. */
final class PartitionStateSerializer extends ValueSerializer<PartitionState> {

    static final PartitionStateSerializer INSTANCE = new PartitionStateSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public boolean isImmutableType() {
        return false;
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

    @Override
    public TypeSerializerSnapshot<PartitionState> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Flink's record of this serializer beside the data it wrote. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<PartitionState> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
