package org.millrace.operators.source;

import java.io.IOException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.common.Uuid;

/**
 * Version 101: the id of the topic, then version and bytes of the connector's own split. Versions up to 100 are the connector's
 * own, without an id.
 */
final class LiveSplitSerializer implements SimpleVersionedSerializer<KafkaPartitionSplit> {

    private static final int LAST_OF_THE_CONNECTOR = 100;
    private static final int VERSION = LAST_OF_THE_CONNECTOR + 1;
    private static final int TYPICAL_BYTES = 96;

    private final KafkaPartitionSplitSerializer connectors = new KafkaPartitionSplitSerializer();

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(KafkaPartitionSplit split) throws IOException {
        Uuid id = LiveSplit.topicId(split);
        DataOutputSerializer out = new DataOutputSerializer(TYPICAL_BYTES);
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
        out.writeInt(connectors.getVersion());
        out.write(connectors.serialize(split));
        return out.getCopyOfBuffer();
    }

    @Override
    public KafkaPartitionSplit deserialize(int version, byte[] serialized) throws IOException {
        if (version <= LAST_OF_THE_CONNECTOR) {
            return connectors.deserialize(version, serialized);
        }
        if (version > VERSION) {
            throw new IOException(
                    "source state of version " + version + " is unknown to this Millrace, which reads up to " + VERSION
                            + ": restore it with the version that wrote it or a newer one");
        }
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        Uuid id = new Uuid(in.readLong(), in.readLong());
        int connectorsVersion = in.readInt();
        byte[] split = new byte[in.available()];
        in.readFully(split);
        return new LiveSplit(connectors.deserialize(connectorsVersion, split), id);
    }
}
