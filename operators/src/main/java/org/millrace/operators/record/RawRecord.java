package org.millrace.operators.record;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A record as it stands in the topic, and the reading that brought it.
 *
 * @param timestamp milliseconds since the epoch, as Kafka has it
 * @param key null where the record has none
 * @param value from its position to its limit in an array, where it may stand among other records; null for a tombstone
 */
public record RawRecord(
        Reading reading, Place place, long timestamp, byte[] key, ByteBuffer value, List<Header> headers)
        implements SourceElement {

    public RawRecord {
        requireNonNull(reading, "reading");
        requireNonNull(place, "place");
        headers = List.copyOf(headers);
    }

    @Override
    public String topic() {
        return place.topic();
    }

    @Override
    public int partition() {
        return place.partition();
    }

    /** A header of a Kafka record; its value may be null. */
    public record Header(String name, byte[] value) {

        public Header {
            requireNonNull(name, "name");
        }
    }
}
