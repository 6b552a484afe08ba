package org.millrace.operators.progress;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.millrace.operators.state.ValueSerializer;
import org.millrace.operators.train.Train;

/** Serializes the counts and scores of {@link Train}; copies are deep. */
public final class TrainProgressSerializer extends ValueSerializer<TrainProgress> {

    public static final TrainProgressSerializer INSTANCE = new TrainProgressSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public boolean isImmutableType() {
        return false;
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

    @Override
    public TypeSerializerSnapshot<TrainProgress> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Flink's record of this serializer beside the data it wrote. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<TrainProgress> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
