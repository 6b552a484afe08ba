package org.millrace.operators.metrics;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.MetricGroup;
import org.millrace.operators.record.DeadLetter.Reason;

/**
 * Counts dead letters by reason. The counts are operator state that is shared out between the tasks, so their sum over all
 * tasks goes on after a restart, at any parallelism.
 */
public final class DeadLetterMeters {

    private final ListState<Tuple2<String, Long>> state;
    private final Map<Reason, Long> counts = new EnumMap<>(Reason.class);
    private final Map<Reason, Total> totals = new EnumMap<>(Reason.class);

    /** Takes the counts over that this task is given of what was saved. */
    public DeadLetterMeters(OperatorStateStore store, MetricGroup group) throws Exception {
        state = store.getListState(
                new ListStateDescriptor<>("dead-letters-by-reason", Types.TUPLE(Types.STRING, Types.LONG)));
        for (Tuple2<String, Long> entry : state.get()) {
            counts.merge(Reason.valueOf(entry.f0), entry.f1, Long::sum);
        }
        for (Reason reason : Reason.values()) {
            Total total = new Total(Meter.DEAD_LETTERS, group.addGroup(Label.REASON.key(), reason.name()));
            total.set(counts.getOrDefault(reason, 0L));
            totals.put(reason, total);
        }
    }

    public void count(Reason reason) {
        totals.get(reason).set(counts.merge(reason, 1L, Long::sum));
    }

    /** Saves the counts with the checkpoint that is being made. */
    public void save() throws Exception {
        List<Tuple2<String, Long>> entries = new ArrayList<>();
        counts.forEach((reason, count) -> entries.add(Tuple2.of(reason.name(), count)));
        state.update(entries);
    }
}
