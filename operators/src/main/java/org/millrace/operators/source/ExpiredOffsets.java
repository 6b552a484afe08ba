package org.millrace.operators.source;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.millrace.operators.record.LostRecords;
import org.millrace.operators.state.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what becomes of offsets that were to be read next and that a topic does not hold. */
final class ExpiredOffsets {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiredOffsets.class);

    private final TopicIdentity topics;
    private final boolean skips;

    /** @param skips whether what a topic no longer holds is skipped; else it ends the job */
    ExpiredOffsets(TopicIdentity topics, boolean skips) {
        this.topics = requireNonNull(topics, "topics");
        this.skips = skips;
    }

    /**
     * Finds out what is lost.
     *
     * @param positions the offset to read next in each partition
     * @throws org.apache.flink.runtime.execution.SuppressRestartsException if nothing may be skipped, or if a partition ends
     *     before the offset
     */
    List<LostRecords> skip(Map<TopicPartition, Long> positions) throws IOException {
        Map<TopicPartition, Long> beginnings = topics.offsets(positions.keySet(), OffsetSpec.earliest());
        List<LostRecords> lost = new ArrayList<>();
        for (var position : positions.entrySet()) {
            TopicPartition partition = position.getKey();
            long next = position.getValue();
            long beginning = beginnings.get(partition);
            if (beginning <= next) {
                throw Refusal.of("partition " + partition + " ends before offset " + next
                        + ", which is to be read next: it was cut short, or the topic was deleted and made again; resume"
                        + " from an earlier checkpoint, or start a new job");
            }
            if (!skips) {
                throw Refusal.of("partition " + partition + " begins at offset " + beginning + ", and offset " + next
                        + " is to be read next: " + (beginning - next)
                        + " records have fallen out of its retention; make"
                        + " the retention longer, and set source.on-lost-records to skip to resume without them");
            }
            LOG.warn(
                    "Skips offsets {} to {} of partition {}, which it no longer holds", next, beginning - 1, partition);
            lost.add(new LostRecords(partition.topic(), partition.partition(), next, beginning));
        }
        return lost;
    }
}
