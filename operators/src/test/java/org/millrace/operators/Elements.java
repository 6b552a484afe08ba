package org.millrace.operators;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.ReadTally;
import org.millrace.operators.record.Reading;
import org.millrace.operators.record.SourceElement;
import org.millrace.operators.record.StreamTime;

/** Makes elements for tests. */
public final class Elements {

    public static final String TOPIC = "examples";

    private Elements() {}

    public static RawRecord json(Phase phase, int pass, long offset, String value) {
        ByteBuffer bytes = value == null ? null : ByteBuffer.wrap(value.getBytes(UTF_8));
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

    /** An example whose features tell its place, and whose label whether its offset is odd. */
    public static RawRecord example(Phase phase, int pass, int partition, long offset) {
        return example(phase, pass, partition, offset, Long.toString(offset % 2));
    }

    /** @param label as it stands in JSON */
    public static RawRecord example(Phase phase, int pass, int partition, long offset, String label) {
        String value = "{\"features\":[" + partition + "," + offset + "],\"label\":" + label + "}";
        return record(phase, pass, partition, offset, value.getBytes(UTF_8));
    }

    /** A record that is no example. */
    public static RawRecord broken(Phase phase, int pass, int partition, long offset) {
        return record(phase, pass, partition, offset, "?".getBytes(UTF_8));
    }

    private static RawRecord record(Phase phase, int pass, int partition, long offset, byte[] value) {
        return new RawRecord(
                new Reading(phase, pass, offset / 100.0),
                new Place(TOPIC, partition, offset),
                1_000 + offset,
                null,
                ByteBuffer.wrap(value),
                List.of());
    }

    /** The element at the event time that a source would give it. */
    public static StreamRecord<SourceElement> timed(SourceElement element) {
        if (element instanceof RawRecord record) {
            return new StreamRecord<>(
                    element,
                    StreamTime.of(record.reading().phase(), record.reading().pass(), record.timestamp()));
        }
        return element instanceof EndOfPass end
                ? new StreamRecord<>(element, end.time())
                : new StreamRecord<>(element, ConsumerRecord.NO_TIMESTAMP);
    }
}
