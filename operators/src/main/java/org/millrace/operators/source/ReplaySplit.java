package org.millrace.operators.source;

import static java.util.Objects.requireNonNull;

import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.kafka.common.TopicPartition;
import org.millrace.operators.record.Phase;

/**
 * A range of a partition that is read {@code passes} times, and how far the reading has come.
 *
 * @param start first offset of the range
 * @param stop offset after the last of the range
 * @param passes how often the range is read
 * @param partitions how many partitions take part in this phase
 * @param pass the pass under way, from 1; {@code passes + 1} when all are done
 * @param position the offset to read next
 */
public record ReplaySplit(
        Phase phase,
        TopicPartition topicPartition,
        long start,
        long stop,
        int passes,
        int partitions,
        int pass,
        long position)
        implements SourceSplit {

    public ReplaySplit {
        requireNonNull(phase, "phase");
        requireNonNull(topicPartition, "topicPartition");
        if (start < 0 || stop < start) {
            throw new IllegalArgumentException("range must be 0 <= start <= stop: " + start + ", " + stop);
        }
    }

    /** A range of which nothing has been read. */
    static ReplaySplit unread(
            Phase phase, TopicPartition topicPartition, long start, long stop, int passes, int partitions) {
        return new ReplaySplit(phase, topicPartition, start, stop, passes, partitions, 1, start);
    }

    @Override
    public String splitId() {
        return phase + "-" + topicPartition;
    }

    boolean isDone() {
        return pass > passes;
    }

    /** How many passes lie behind an offset of the pass under way. */
    double progressAt(long offset) {
        return pass - 1 + (double) (offset - start) / (stop - start);
    }

    ReplaySplit at(int nextPass, long nextPosition) {
        return new ReplaySplit(phase, topicPartition, start, stop, passes, partitions, nextPass, nextPosition);
    }
}
