package org.millrace.operators.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class LiveSplitSerializerTest {

    private static final KafkaPartitionSplit SPLIT =
            new KafkaPartitionSplit(new TopicPartition("examples", 3), 1L << 40);

    private final LiveSplitSerializer serializer = new LiveSplitSerializer();

    @Test
    void keepsTheIdOfTheTopic() throws IOException {
        Uuid id = Uuid.randomUuid();

        KafkaPartitionSplit read =
                serializer.deserialize(serializer.getVersion(), serializer.serialize(new LiveSplit(SPLIT, id)));

        assertThat(read).isEqualTo(SPLIT);
        assertThat(LiveSplit.topicId(read)).isEqualTo(id);
        assertThat(LiveSplit.topicId(new LiveSplit.State(read).toKafkaPartitionSplit()))
                .isEqualTo(id);
    }

    @Test
    void readsWhatTheConnectorWroteBeforeThereWereIds() throws IOException {
        KafkaPartitionSplitSerializer connectors = new KafkaPartitionSplitSerializer();

        KafkaPartitionSplit read = serializer.deserialize(connectors.getVersion(), connectors.serialize(SPLIT));

        assertThat(read).isEqualTo(SPLIT);
        assertThat(LiveSplit.topicId(read)).isEqualTo(TopicIdentity.UNKNOWN);
    }

    @Test
    void refusesALaterVersion() {
        assertThatThrownBy(() -> serializer.deserialize(102, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 102");
    }
}
