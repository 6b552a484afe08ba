package org.millrace.operators.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.Reading;

class KafkaRecordsTest {

    private final KafkaRecords records = new KafkaRecords();

    private RawRecord raw(long offset, String... headers) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("examples", 3, offset, null, new byte[1]);
        for (String header : headers) {
            record.headers().add(header, (header + "-value").getBytes(UTF_8));
        }
        return records.raw(record, ByteBuffer.wrap(record.value()), Reading.LIVE);
    }

    /** Whoever reads many records looks at their headers once. */
    @Test
    void recordsWithTheSameHeadersShareThem() {
        RawRecord first = raw(1, "content-type", "trace");

        assertThat(raw(2, "content-type", "trace").headers()).isSameAs(first.headers());
        assertThat(raw(3, "content-type").headers())
                .singleElement()
                .satisfies(header -> assertThat(header.name()).isEqualTo("content-type"))
                .satisfies(header -> assertThat(header.value()).asString(UTF_8).isEqualTo("content-type-value"));
        assertThat(raw(4).headers()).isEmpty();
        assertThat(raw(5, "trace").headers()).isNotEqualTo(first.headers());
    }
}
