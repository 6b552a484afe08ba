package org.millrace.operators.source;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.Reading;

/** Takes over records from the Kafka client. Records with the same headers as the one before share them. */
final class KafkaRecords {

    private List<RawRecord.Header> latest = List.of();

    /** @param value of the record, which the type of the client's values depends on */
    RawRecord raw(ConsumerRecord<byte[], ?> record, ByteBuffer value, Reading reading) {
        Place place = new Place(record.topic(), record.partition(), record.offset());
        return new RawRecord(reading, place, record.timestamp(), record.key(), value, headers(record.headers()));
    }

    private List<RawRecord.Header> headers(Headers headers) {
        Header[] array = headers.toArray();
        if (!areLatest(array)) {
            latest = Arrays.stream(array)
                    .map(header -> new RawRecord.Header(header.key(), header.value()))
                    .collect(Collectors.toUnmodifiableList()); // a record takes this list as it is
        }
        return latest;
    }

    private boolean areLatest(Header[] headers) {
        if (headers.length != latest.size()) {
            return false;
        }
        for (int i = 0; i < headers.length; i++) {
            RawRecord.Header known = latest.get(i);
            if (!headers[i].key().equals(known.name()) || !Arrays.equals(headers[i].value(), known.value())) {
                return false;
            }
        }
        return true;
    }
}
