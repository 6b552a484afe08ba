package org.millrace.operators.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.typeutils.TupleTypeInfo;
import org.millrace.operators.record.TrainElement;
import org.millrace.operators.state.Types;

/**
 * Elements of several partitions that wait for the watermark, in keyed state, by event time. Those of one time come out by
 * topic and partition, and those of one partition in the order in which they came.
 *
 * <p>Every element has an entry of its own, so that adding and taking one costs the same however many wait.
 */
final class WaitingElements {

    private static final Comparator<TrainElement> BY_PARTITION =
            Comparator.comparing(TrainElement::topic).thenComparingInt(TrainElement::partition);

    /** How many elements wait for each event time. */
    private final MapState<Long, Integer> counts;

    /** The elements by event time and number. */
    private final MapState<Tuple2<Long, Integer>, TrainElement> elements;

    WaitingElements(RuntimeContext context) {
        counts = context.getMapState(
                new MapStateDescriptor<>("waiting-counts", BasicTypeInfo.LONG_TYPE_INFO, BasicTypeInfo.INT_TYPE_INFO));
        elements = context.getMapState(new MapStateDescriptor<>(
                "waiting-elements",
                new TupleTypeInfo<>(BasicTypeInfo.LONG_TYPE_INFO, BasicTypeInfo.INT_TYPE_INFO),
                Types.TRAIN_ELEMENT));
    }

    void add(TrainElement element) throws Exception {
        Integer before = counts.get(element.time());
        int number = before == null ? 0 : before;
        elements.put(Tuple2.of(element.time(), number), element.copy());
        counts.put(element.time(), number + 1);
    }

    /** Takes out the elements of one event time, in order; none if they have been taken before. */
    List<TrainElement> take(long time) throws Exception {
        Integer count = counts.get(time);
        if (count == null) {
            return List.of();
        }
        List<TrainElement> taken = new ArrayList<>(count);
        for (int number = 0; number < count; number++) {
            Tuple2<Long, Integer> slot = Tuple2.of(time, number);
            taken.add(elements.get(slot));
            elements.remove(slot);
        }
        counts.remove(time);
        taken.sort(BY_PARTITION);
        return taken;
    }

    /** Takes out all elements, in order. */
    List<TrainElement> takeAll() throws Exception {
        TreeSet<Long> times = new TreeSet<>();
        counts.keys().forEach(times::add);
        List<TrainElement> taken = new ArrayList<>();
        for (long time : times) {
            taken.addAll(take(time));
        }
        return taken;
    }
}
