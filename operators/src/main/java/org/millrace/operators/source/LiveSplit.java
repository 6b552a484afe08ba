package org.millrace.operators.source;

import static java.util.Objects.requireNonNull;

import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;
import org.apache.kafka.common.Uuid;

/** A partition of a live topic, the offset that has been reached in it, and the id of the topic that this offset is of. */
final class LiveSplit extends KafkaPartitionSplit {

    private final Uuid topicId;

    LiveSplit(KafkaPartitionSplit split, Uuid topicId) {
        super(
                split.getTopicPartition(),
                split.getStartingOffset(),
                split.getStoppingOffset().orElse(NO_STOPPING_OFFSET));
        this.topicId = requireNonNull(topicId, "topicId");
    }

    /** The id of the topic, if it is known. */
    static Uuid topicId(KafkaPartitionSplit split) {
        return split instanceof LiveSplit live ? live.topicId : TopicIdentity.UNKNOWN;
    }

    /** The split while it is being read. */
    static final class State extends KafkaPartitionSplitState {

        private final Uuid topicId;

        State(KafkaPartitionSplit split) {
            super(split);
            topicId = LiveSplit.topicId(split);
        }

        @Override
        public KafkaPartitionSplit toKafkaPartitionSplit() {
            return new LiveSplit(super.toKafkaPartitionSplit(), topicId);
        }
    }
}
