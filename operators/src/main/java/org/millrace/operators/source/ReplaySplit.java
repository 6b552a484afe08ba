package org.millrace.operators.source;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.millrace.operators.record.StreamTime;
import org.millrace.operators.state.Refusal;

/**
 * A range of a partition that is read over and over, and the place reached in it.
 *
 * @param until the pass with which the reading of this split ends, because other partitions are waited for
 * @param pass the pass under way, from 1; {@code until + 1} when all are done
 * @param position the offset to read next
 * @param time the latest event time that has been read, see {@link StreamTime}
 */
record ReplaySplit(ReplayRange range, int until, int pass, long position, long time) implements SourceSplit {

    public ReplaySplit {
        requireNonNull(range, "range");
    }

    /** A range of which nothing has been read, to be read to the end of all passes. */
    static ReplaySplit unread(ReplayRange range) {
        return new ReplaySplit(range, range.passes(), 1, range.start(), 0);
    }

    /**
     * Makes sure that what was read of the splits was of their topics.
     *
     * @throws org.apache.flink.runtime.execution.SuppressRestartsException if a topic was deleted, or made again
     */
    static void requireTheirTopics(Collection<ReplaySplit> splits, TopicIdentity topics) throws IOException {
        Map<String, Uuid> ids = splits.stream()
                .map(ReplaySplit::range)
                .collect(Collectors.toMap(
                        range -> range.topicPartition().topic(), ReplayRange::topicId, (id, same) -> id));
        if (!topics.areUnchanged(ids)) {
            throw Refusal.of(
                    "a topic among " + ids.keySet() + " was deleted and made again, so that the passes that are left"
                            + " would read other examples; start a new job");
        }
    }

    /** The same range from its start, for the passes {@code first} to {@code last}. */
    ReplaySplit ofPasses(int first, int last) {
        return new ReplaySplit(range, last, first, range.start(), 0);
    }

    @Override
    public String splitId() {
        return range.phase() + "-" + range.topicPartition();
    }

    TopicPartition topicPartition() {
        return range.topicPartition();
    }

    boolean isDone() {
        return pass > until;
    }

    boolean isInLastPass() {
        return pass == range.passes();
    }

    ReplaySplit at(int nextPass, long nextPosition, long latest) {
        return new ReplaySplit(range, until, nextPass, nextPosition, latest);
    }
}
