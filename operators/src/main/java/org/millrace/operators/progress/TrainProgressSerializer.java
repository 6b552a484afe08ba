package org.millrace.operators.progress;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.millrace.operators.state.StateSerializer;

/** Serializes {@link TrainProgress}; copies are deep. */
public final class TrainProgressSerializer extends StateSerializer<TrainProgress> {

    public static final TrainProgressSerializer INSTANCE = new TrainProgressSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "train-progress";
    }

    @Override
    public TrainProgress copy(TrainProgress from) {
        return from.copy();
    }

    @Override
    public void serialize(TrainProgress state, DataOutputView out) throws IOException {
        state.write(out);
    }

    @Override
    public TrainProgress deserialize(DataInputView in) throws IOException {
        return TrainProgress.read(in);
    }
}
