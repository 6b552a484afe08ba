package org.millrace.operators.source;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.millrace.operators.record.Phase;

/** Version 2: the fields in order. Version 1: without the id of the topic. */
final class ReplaySplitSerializer implements SimpleVersionedSerializer<ReplaySplit> {

    private static final int VERSION = 2;
    private static final int TYPICAL_BYTES = 96;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(ReplaySplit split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(TYPICAL_BYTES);
        write(split, out);
        return out.getCopyOfBuffer();
    }

    @Override
    public ReplaySplit deserialize(int version, byte[] serialized) throws IOException {
        requireKnown(version);
        return read(version, new DataInputDeserializer(serialized));
    }

    static void requireKnown(int version) throws IOException {
        if (version < 1 || version > VERSION) {
            throw new IOException(
                    "source state of version " + version + " is unknown to this Millrace, which reads up to " + VERSION
                            + ": restore it with the version that wrote it or a newer one");
        }
    }

    static void write(ReplaySplit split, DataOutputSerializer out) throws IOException {
        ReplayRange range = split.range();
        out.writeUTF(range.phase().name());
        out.writeUTF(range.topicPartition().topic());
        out.writeInt(range.topicPartition().partition());
        out.writeLong(range.topicId().getMostSignificantBits());
        out.writeLong(range.topicId().getLeastSignificantBits());
        out.writeLong(range.start());
        out.writeLong(range.stop());
        out.writeInt(range.passes());
        out.writeInt(range.partitions());
        out.writeInt(split.until());
        out.writeInt(split.pass());
        out.writeLong(split.position());
        out.writeLong(split.time());
    }

    static ReplaySplit read(int version, DataInputDeserializer in) throws IOException {
        ReplayRange range = new ReplayRange(
                Phase.valueOf(in.readUTF()),
                new TopicPartition(in.readUTF(), in.readInt()),
                version == 1 ? TopicIdentity.UNKNOWN : new Uuid(in.readLong(), in.readLong()),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readInt());
        return new ReplaySplit(range, in.readInt(), in.readInt(), in.readLong(), in.readLong());
    }
}
