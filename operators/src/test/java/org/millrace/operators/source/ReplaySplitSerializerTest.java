package org.millrace.operators.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.millrace.operators.record.Phase;

class ReplaySplitSerializerTest {

    private static final TopicPartition PARTITION = new TopicPartition("examples", 3);

    private final ReplaySplitSerializer serializer = new ReplaySplitSerializer();

    private static ReplaySplit split(Uuid topicId) {
        return new ReplaySplit(new ReplayRange(Phase.TRAINING, PARTITION, topicId, 1, 2, 3, 4), 5, 6, 7, 8);
    }

    @Test
    void keepsTheIdOfTheTopic() throws IOException {
        ReplaySplit split = split(Uuid.randomUuid());

        assertThat(serializer.deserialize(2, serializer.serialize(split))).isEqualTo(split);
    }

    @Test
    void readsVersionOneWhichHadNoId() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(96);
        out.writeUTF("TRAINING");
        out.writeUTF("examples");
        out.writeInt(3);
        out.writeLong(1);
        out.writeLong(2);
        out.writeInt(3);
        out.writeInt(4);
        out.writeInt(5);
        out.writeInt(6);
        out.writeLong(7);
        out.writeLong(8);

        assertThat(serializer.deserialize(1, out.getCopyOfBuffer())).isEqualTo(split(TopicIdentity.UNKNOWN));
    }
}
