package org.millrace.operators.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** The fields in order, with splits in the format of the same version. */
final class ReplayEnumeratorStateSerializer implements SimpleVersionedSerializer<ReplayEnumeratorState> {

    private static final int TYPICAL_BYTES = 512;

    @Override
    public int getVersion() {
        return new ReplaySplitSerializer().getVersion();
    }

    @Override
    public byte[] serialize(ReplayEnumeratorState progress) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(TYPICAL_BYTES);
        write(progress.training(), out);
        write(progress.test(), out);
        out.writeInt(progress.nextPass());
        out.writeBoolean(progress.tested());
        write(progress.returned(), out);
        return out.getCopyOfBuffer();
    }

    @Override
    public ReplayEnumeratorState deserialize(int version, byte[] serialized) throws IOException {
        ReplaySplitSerializer.requireKnown(version);
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        return new ReplayEnumeratorState(
                read(version, in), read(version, in), in.readInt(), in.readBoolean(), read(version, in));
    }

    private static void write(List<ReplaySplit> splits, DataOutputSerializer out) throws IOException {
        out.writeInt(splits.size());
        for (ReplaySplit split : splits) {
            ReplaySplitSerializer.write(split, out);
        }
    }

    private static List<ReplaySplit> read(int version, DataInputDeserializer in) throws IOException {
        int size = in.readInt();
        List<ReplaySplit> splits = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            splits.add(ReplaySplitSerializer.read(version, in));
        }
        return splits;
    }
}
