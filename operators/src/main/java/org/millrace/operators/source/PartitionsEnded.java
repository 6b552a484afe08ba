package org.millrace.operators.source;

import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.kafka.common.TopicPartition;

/** A reader tells the enumerator which partitions it has read to the end of what it was given. */
record PartitionsEnded(List<TopicPartition> partitions) implements SourceEvent {

    private static final long serialVersionUID = 1L;
}
