package org.millrace.operators.source;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Reading;

/**
 * A range of a partition that is read in every pass of a phase; fixed when the job first starts.
 *
 * @param topicId of the topic that the offsets are of, see {@link TopicIdentity}
 * @param start first offset of the range
 * @param stop offset after the last of the range
 * @param passes number of passes over the range
 * @param partitions number of partitions that take part in this phase
 */
record ReplayRange(
        Phase phase, TopicPartition topicPartition, Uuid topicId, long start, long stop, int passes, int partitions) {

    public ReplayRange {
        requireNonNull(phase, "phase");
        requireNonNull(topicPartition, "topicPartition");
        requireNonNull(topicId, "topicId");
        if (start < 0 || stop < start) {
            throw new IllegalArgumentException("range must be 0 <= start <= stop: " + start + ", " + stop);
        }
    }

    /** The reading of {@code offset} in {@code pass}. */
    Reading reading(int pass, long offset) {
        return new Reading(phase, pass, pass - 1 + (double) (offset - start) / (stop - start));
    }
}
