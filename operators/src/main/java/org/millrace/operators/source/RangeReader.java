package org.millrace.operators.source;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.millrace.operators.record.RawRecord;

/** Reads what a topic holds now, once and without Flink, as {@link ReplaySource} does in a job. */
public final class RangeReader {

    private final ReplayTopics topics;

    /** @param kafka the clients' properties, with {@code bootstrap.servers} */
    public RangeReader(String topic, Properties kafka) {
        topics = new ReplayTopics(requireNonNull(topic, "topic"), null, 1, requireNonNull(kafka, "kafka"));
    }

    /**
     * Hands over the records of each partition in order, until the end or until all partitions have had their share.
     *
     * @param takesMore takes a record, and says whether it wants more of its partition
     * @param partitions is told first how many partitions there are
     */
    public void read(IntConsumer partitions, Predicate<RawRecord> takesMore) throws IOException {
        List<ReplaySplit> splits = topics.resolve().training();
        partitions.accept(splits.size());
        try (TopicIdentity identity = new TopicIdentity(topics.clientProperties());
                ReplaySplitReader reader = new ReplaySplitReader(topics.consumerProperties(), identity, true)) {
            reader.handleSplitsChanges(new SplitsAddition<>(splits));
            Set<String> open =
                    new HashSet<>(splits.stream().map(ReplaySplit::splitId).toList());
            while (!open.isEmpty()) {
                hand(reader.fetch(), open, takesMore);
            }
        }
    }

    private static void hand(
            RecordsWithSplitIds<ReplayItem> fetched, Set<String> open, Predicate<RawRecord> takesMore) {
        for (String split = fetched.nextSplit(); split != null; split = fetched.nextSplit()) {
            for (ReplayItem item = fetched.nextRecordFromSplit(); item != null; item = fetched.nextRecordFromSplit()) {
                if (item.element() instanceof RawRecord record && open.contains(split) && !takesMore.test(record)) {
                    open.remove(split);
                }
            }
        }
        open.removeAll(fetched.finishedSplits());
    }
}
