package org.millrace.operators.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.util.FlinkRuntimeException;
import org.millrace.operators.record.Phase;

/**
 * Hands the ranges of the training phase to the readers that own them, and the ranges of the test phase once no reader
 * has anything left of the training.
 *
 * <p>A reader asks for splits whenever it has none, also after a restart. So who is idle need not be in the checkpoint;
 * and since Flink delivers an assignment only to readers whose part of the running checkpoint is still to come, no
 * checkpoint ever holds a split twice or not at all.
 */
final class ReplayEnumerator implements SplitEnumerator<ReplaySplit, ReplayProgress> {

    private final SplitEnumeratorContext<ReplaySplit> context;
    private final ReplayPlan plan;
    private final List<ReplaySplit> training;
    private final List<ReplaySplit> test;
    private final Set<Integer> idle = new HashSet<>();
    private boolean planned;
    private boolean testing;

    ReplayEnumerator(SplitEnumeratorContext<ReplaySplit> context, ReplayPlan plan, ReplayProgress progress) {
        this.context = context;
        this.plan = plan;
        this.planned = progress.planned();
        this.testing = progress.testing();
        this.training = new ArrayList<>(progress.training());
        this.test = new ArrayList<>(progress.test());
    }

    @Override
    public void start() {
        if (!planned) {
            context.callAsync(plan::resolve, this::accept);
        }
    }

    private void accept(ReplayProgress resolved, Throwable failure) {
        if (failure != null) {
            throw new FlinkRuntimeException("cannot find out what to read: " + failure.getMessage(), failure);
        }
        planned = true;
        training.addAll(resolved.training());
        test.addAll(resolved.test());
        List.copyOf(idle).forEach(this::serve);
    }

    @Override
    public void handleSplitRequest(int subtask, String requesterHostname) {
        idle.add(subtask);
        serve(subtask);
    }

    private void serve(int subtask) {
        if (!planned) {
            return;
        }
        if (testing) {
            assign(test, subtask);
            context.signalNoMoreSplits(subtask);
        } else if (assign(training, subtask)) {
            idle.remove(subtask);
        } else if (training.isEmpty() && allIdle()) {
            testing = true;
            List.copyOf(idle).forEach(this::serve);
        }
    }

    private boolean allIdle() {
        idle.retainAll(context.registeredReaders().keySet());
        return idle.size() == context.currentParallelism();
    }

    /** @return whether there was anything for {@code subtask} among {@code splits} */
    private boolean assign(List<ReplaySplit> splits, int subtask) {
        boolean assigned = false;
        for (Iterator<ReplaySplit> iterator = splits.iterator(); iterator.hasNext(); ) {
            ReplaySplit split = iterator.next();
            if (split.topicPartition().partition() % context.currentParallelism() == subtask) {
                context.assignSplit(split, subtask);
                iterator.remove();
                assigned = true;
            }
        }
        return assigned;
    }

    @Override
    public void addSplitsBack(List<ReplaySplit> splits, int subtask) {
        idle.remove(subtask);
        // The reader has gone back to its last checkpoint, and perhaps from the test phase into the training phase.
        // When all are idle again the test phase begins anew.
        testing = false;
        for (ReplaySplit split : splits) {
            (split.phase() == Phase.TEST ? test : training).add(split);
        }
    }

    @Override
    public void addReader(int subtask) {
        // A reader asks by itself when it has nothing to read.
    }

    @Override
    public ReplayProgress snapshotState(long checkpointId) {
        return new ReplayProgress(planned, testing, training, test);
    }

    @Override
    public void close() {
        // Nothing is held open: the ranges are resolved by a consumer of their own.
    }
}
