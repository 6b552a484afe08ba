package org.millrace.operators.source;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.millrace.operators.record.LostRecords;

/** Stands in a partition at the place of the last record that was lost, so that the source comes past it as past any other. */
final class LostRange extends ConsumerRecord<byte[], byte[]> {

    private final LostRecords lost;

    LostRange(LostRecords lost) {
        super(lost.topic(), lost.partition(), lost.to() - 1, null, null);
        this.lost = lost;
    }

    LostRecords lost() {
        return lost;
    }
}
