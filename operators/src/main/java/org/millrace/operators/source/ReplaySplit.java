package org.millrace.operators.source;

import static java.util.Objects.requireNonNull;

import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.kafka.common.TopicPartition;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.StreamTime;

/**
 * A range of a partition that is read over and over, and how far the reading has come.
 *
 * @param start first offset of the range
 * @param stop offset after the last of the range
 * @param passes how often the range is read in all
 * @param partitions how many partitions take part in this phase
 * @param until the pass with which the reading of this split ends, because other partitions are waited for
 * @param pass the pass under way, from 1; {@code until + 1} when all are done
 * @param position the offset to read next
 * @param time the latest event time that has been read, see {@link StreamTime}
 */
public record ReplaySplit(
        Phase phase,
        TopicPartition topicPartition,
        long start,
        long stop,
        int passes,
        int partitions,
        int until,
        int pass,
        long position,
        long time)
        implements SourceSplit {

    public ReplaySplit {
        requireNonNull(phase, "phase");
        requireNonNull(topicPartition, "topicPartition");
        if (start < 0 || stop < start) {
            throw new IllegalArgumentException("range must be 0 <= start <= stop: " + start + ", " + stop);
        }
    }

    /** A range of which nothing has been read, to be read to the end of all passes. */
    static ReplaySplit unread(
            Phase phase, TopicPartition topicPartition, long start, long stop, int passes, int partitions) {
        return new ReplaySplit(phase, topicPartition, start, stop, passes, partitions, passes, 1, start, 0);
    }

    /** The same range from its start, for the passes {@code first} to {@code last}. */
    ReplaySplit ofPasses(int first, int last) {
        return new ReplaySplit(phase, topicPartition, start, stop, passes, partitions, last, first, start, 0);
    }

    @Override
    public String splitId() {
        return phase + "-" + topicPartition;
    }

    boolean isDone() {
        return pass > until;
    }

    boolean isInLastPass() {
        return pass == passes;
    }

    /** How many passes lie behind an offset of the pass under way. */
    double progressAt(long offset) {
        return pass - 1 + (double) (offset - start) / (stop - start);
    }

    ReplaySplit at(int nextPass, long nextPosition, long latest) {
        return new ReplaySplit(
                phase, topicPartition, start, stop, passes, partitions, until, nextPass, nextPosition, latest);
    }
}
