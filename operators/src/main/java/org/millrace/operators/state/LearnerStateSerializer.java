package org.millrace.operators.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.millrace.model.LearnerState;

/** Serializes a {@link LearnerState} in its own versioned format; copies are deep. */
public final class LearnerStateSerializer extends ValueSerializer<LearnerState> {

    public static final LearnerStateSerializer INSTANCE = new LearnerStateSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public LearnerState copy(LearnerState from) {
        return from.copy();
    }

    @Override
    public void serialize(LearnerState state, DataOutputView out) throws IOException {
        state.write(out);
    }

    @Override
    public LearnerState deserialize(DataInputView in) throws IOException {
        return LearnerState.read(in);
    }

    @Override
    public TypeSerializerSnapshot<LearnerState> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Flink's record of this serializer beside the data it wrote. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<LearnerState> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
