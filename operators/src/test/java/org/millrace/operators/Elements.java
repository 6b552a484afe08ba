package org.millrace.operators;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.millrace.operators.policy.SplitPolicy;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.Example;
import org.millrace.operators.record.ParsedElement;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.ReadTally;
import org.millrace.operators.record.Reading;
import org.millrace.operators.record.Rejected;
import org.millrace.operators.record.StreamTime;

/** Makes elements for tests. */
public final class Elements {

    public static final String TOPIC = "examples";

    private Elements() {}

    public static RawRecord json(Phase phase, int pass, long offset, String value) {
        byte[] bytes = value == null ? null : value.getBytes(UTF_8);
        return new RawRecord(
                new Reading(phase, pass, 0),
                new Place(TOPIC, 0, offset),
                1_000 + offset,
                "k".getBytes(UTF_8),
                bytes,
                List.of());
    }

    public static EndOfPass end(Phase phase, int pass, int partition, int partitions, boolean last) {
        return new EndOfPass(phase, pass, TOPIC, partition, partitions, last, ReadTally.NONE);
    }

    /** An example whose features tell its place. */
    public static Example example(SplitPolicy policy, Phase phase, int pass, int partition, long offset) {
        Place place = new Place(TOPIC, partition, offset);
        return new Example(
                policy.split(place, "any"),
                new Reading(phase, pass, offset / 100.0),
                place,
                1_000 + offset,
                new float[] {partition, offset},
                (int) (offset % 2),
                new float[0]);
    }

    /** The element at the event time that a source would give it. */
    public static StreamRecord<ParsedElement> timed(ParsedElement element) {
        if (element instanceof EndOfPass end) {
            return new StreamRecord<>(element, end.time());
        }
        if (element instanceof Example example) {
            return new StreamRecord<>(
                    element,
                    StreamTime.of(example.reading().phase(), example.reading().pass(), example.timestamp()));
        }
        return new StreamRecord<>(element, 1_000 + ((Rejected) element).place().offset());
    }
}
