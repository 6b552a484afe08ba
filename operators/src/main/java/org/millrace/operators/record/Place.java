package org.millrace.operators.record;

import static java.util.Objects.requireNonNull;

/** Where a record stands in Kafka. */
public record Place(String topic, int partition, long offset) {

    public Place {
        requireNonNull(topic, "topic");
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
