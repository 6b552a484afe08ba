package org.millrace.operators.state;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.millrace.model.LearnerState;

/** Serializes a {@link LearnerState} in its own versioned format; copies are deep. */
public final class LearnerStateSerializer extends StateSerializer<LearnerState> {

    public static final LearnerStateSerializer INSTANCE = new LearnerStateSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "learner";
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
}
