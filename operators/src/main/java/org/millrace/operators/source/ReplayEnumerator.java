package org.millrace.operators.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.kafka.common.TopicPartition;
import org.millrace.operators.record.StreamTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the ranges to the readers stage by stage: one pass after the other, and at last the test. A stage begins when no
 * reader has anything left of the one before, so no partition is read a pass ahead of another. A single partition has nobody
 * to wait for, and goes through all passes in one stage.
 *
 * <p>A reader asks for splits whenever it has none, also after a restart. So who is idle need not be in the checkpoint;
 * and since Flink holds back what is assigned after the enumerator's part of a checkpoint until the reader has done its
 * part, no checkpoint ever holds a split twice or not at all.
 */
final class ReplayEnumerator implements SplitEnumerator<ReplaySplit, ReplayEnumeratorState> {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayEnumerator.class);

    private final SplitEnumeratorContext<ReplaySplit> context;
    private final ReplayTopics topics;
    private final Set<Integer> idle = new HashSet<>();
    private final Set<String> warned = new HashSet<>();
    private final Map<TopicPartition, Integer> readers = new HashMap<>();
    private ReplayEnumeratorState progress;

    ReplayEnumerator(SplitEnumeratorContext<ReplaySplit> context, ReplayTopics topics, ReplayEnumeratorState progress) {
        this.context = context;
        this.topics = topics;
        this.progress = progress;
    }

    @Override
    public void start() {
        if (!progress.isResolved()) {
            context.callAsync(topics::resolve, this::accept);
        }
        long lookEvery = topics.lookEveryMillis();
        if (lookEvery > 0) {
            context.callAsync(topics::partitions, this::warnOfAdded, lookEvery, lookEvery);
        }
    }

    /** Says once of each topic that the records of partitions which were added since the beginning are in no pass. */
    private void warnOfAdded(Map<String, Integer> partitions, Throwable failure) {
        if (failure != null) {
            // A broker that does not answer is noticed by those who read.
            return;
        }
        Stream.concat(progress.training().stream(), progress.test().stream())
                .map(ReplaySplit::range)
                .forEach(range -> {
                    String topic = range.topicPartition().topic();
                    int added = partitions.getOrDefault(topic, 0) - range.partitions();
                    if (added > 0 && warned.add(topic)) {
                        LOG.warn(
                                "topic {} has {} more partitions than when this run began; their records are in none of its"
                                        + " passes, start another run to train on them",
                                topic,
                                added);
                    }
                });
    }

    private void accept(ReplayEnumeratorState resolved, Throwable failure) {
        if (failure != null) {
            throw new FlinkRuntimeException("cannot find out what to read", failure);
        }
        progress = resolved;
        handOutWhenAllAreIdle();
    }

    @Override
    public void handleSplitRequest(int subtask, String requesterHostname) {
        idle.add(subtask);
        handOutWhenAllAreIdle();
    }

    private void handOutWhenAllAreIdle() {
        idle.retainAll(context.registeredReaders().keySet());
        if (!progress.isResolved() || idle.size() < context.currentParallelism()) {
            return;
        }
        // A reader gets all its splits at once: if it began with some, the event time would overtake the others.
        Map<Integer, List<ReplaySplit>> assignment = nextStage().stream().collect(Collectors.groupingBy(this::reader));
        idle.removeAll(assignment.keySet());
        context.assignSplits(new SplitsAssignment<>(assignment));
        if (progress.tested() && progress.returned().isEmpty()) {
            context.registeredReaders().keySet().forEach(context::signalNoMoreSplits);
        }
    }

    /** A partition stays with its reader: what another emitted of it may still be on its way. */
    private int reader(ReplaySplit split) {
        TopicPartition partition = split.topicPartition();
        return readers.getOrDefault(partition, partition.partition() % context.currentParallelism());
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        if (event instanceof PartitionsEnded ended) {
            ended.partitions().forEach(partition -> readers.put(partition, subtask));
        }
    }

    /** Takes the splits of the earliest stage that is left, which after a failure may be one that was handed out before. */
    private List<ReplaySplit> nextStage() {
        if (!progress.returned().isEmpty()) {
            return takeEarliestReturned();
        }
        if (progress.tested()) {
            return List.of();
        }
        List<ReplaySplit> training = progress.training();
        int first = progress.nextPass();
        int passes = training.get(0).range().passes();
        if (first > passes) {
            progress = new ReplayEnumeratorState(training, progress.test(), first, true, List.of());
            return progress.test();
        }
        int last = training.size() == 1 ? passes : first;
        progress = new ReplayEnumeratorState(training, progress.test(), last + 1, false, List.of());
        return training.stream().map(split -> split.ofPasses(first, last)).toList();
    }

    private List<ReplaySplit> takeEarliestReturned() {
        long earliest = progress.returned().stream()
                .mapToLong(ReplayEnumerator::stage)
                .min()
                .orElseThrow();
        List<ReplaySplit> taken = new ArrayList<>();
        List<ReplaySplit> left = new ArrayList<>();
        progress.returned().forEach(split -> (stage(split) == earliest ? taken : left).add(split));
        progress = withReturned(left);
        return taken;
    }

    private static long stage(ReplaySplit split) {
        return StreamTime.endOf(split.range().phase(), split.until());
    }

    private ReplayEnumeratorState withReturned(List<ReplaySplit> returned) {
        return new ReplayEnumeratorState(
                progress.training(), progress.test(), progress.nextPass(), progress.tested(), returned);
    }

    @Override
    public void addSplitsBack(List<ReplaySplit> splits, int subtask) {
        // The reader has gone back to its last checkpoint, and perhaps into an earlier stage. What it was given since
        // then is handed out again when all readers have come to the end of theirs.
        idle.remove(subtask);
        List<ReplaySplit> returned = new ArrayList<>(progress.returned());
        returned.addAll(splits);
        progress = withReturned(returned);
    }

    @Override
    public void addReader(int subtask) {
        // It asks by itself when it has nothing to read. Until then it is busy, even if its predecessor was idle.
        idle.remove(subtask);
    }

    @Override
    public ReplayEnumeratorState snapshotState(long checkpointId) {
        return progress;
    }

    @Override
    public void close() {
        // Nothing is held open: the ranges are resolved by a consumer of their own.
    }
}
