package org.millrace.operators.source;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.Reading;

/** Takes over records from the Kafka client. */
final class KafkaRecords {

    private KafkaRecords() {}

    static RawRecord raw(ConsumerRecord<byte[], byte[]> record, Reading reading) {
        List<RawRecord.Header> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new RawRecord.Header(header.key(), header.value()));
        }
        Place place = new Place(record.topic(), record.partition(), record.offset());
        return new RawRecord(reading, place, record.timestamp(), record.key(), record.value(), headers);
    }
}
