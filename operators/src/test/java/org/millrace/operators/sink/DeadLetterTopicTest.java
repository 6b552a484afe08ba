package org.millrace.operators.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.junit.jupiter.api.Test;
import org.millrace.operators.record.DeadLetter;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.Reading;

class DeadLetterTopicTest {

    private static final int KAFKAS_DEFAULT_LIMIT = 1_048_576;

    private static ProducerRecord<byte[], byte[]> serialize(byte[] key, byte[] value, List<RawRecord.Header> headers) {
        RawRecord record = new RawRecord(
                Reading.LIVE,
                new Place("examples", 2, 77),
                5,
                key,
                value == null ? null : ByteBuffer.wrap(value),
                headers);
        DeadLetter letter = new DeadLetter(record, Reason.MALFORMED, "not JSON: what is this");
        return new DeadLetterTopic("dead", "animals", Redaction.none()).serialize(letter, null, 0L);
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private static int size(ProducerRecord<byte[], byte[]> record) {
        return AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE,
                CompressionType.NONE,
                record.key(),
                record.value(),
                record.headers().toArray());
    }

    @Test
    void keepsTheRecordAndSaysWhatWasWrongAndWhere() {
        ProducerRecord<byte[], byte[]> letter =
                serialize("k".getBytes(UTF_8), "v".getBytes(UTF_8), List.of(new RawRecord.Header("trace", null)));

        assertThat(letter.topic()).isEqualTo("dead");
        assertThat(letter.key()).isEqualTo("k".getBytes(UTF_8));
        assertThat(letter.value()).isEqualTo("v".getBytes(UTF_8));
        assertThat(letter.timestamp()).isEqualTo(5);
        assertThat(letter.headers().lastHeader("trace").value()).isNull();
        assertThat(header(letter, "__connect.errors.topic")).isEqualTo("examples");
        assertThat(header(letter, "__connect.errors.partition")).isEqualTo("2");
        assertThat(header(letter, "__connect.errors.offset")).isEqualTo("77");
        assertThat(header(letter, "__connect.errors.connector.name")).isEqualTo("animals");
        assertThat(header(letter, "__connect.errors.exception.message")).isEqualTo("not JSON: what is this");
        assertThat(header(letter, "millrace.reason")).isEqualTo("MALFORMED");
    }

    @Test
    void cutsAValueThatWouldNotFitWithOurHeaders() {
        ProducerRecord<byte[], byte[]> letter =
                serialize(new byte[100], new byte[KAFKAS_DEFAULT_LIMIT - 200], List.of());

        assertThat(size(letter)).isLessThanOrEqualTo(KAFKAS_DEFAULT_LIMIT);
        assertThat(letter.value()).hasSizeGreaterThan(1_000_000);
        assertThat(header(letter, "millrace.original.value.bytes")).isEqualTo("1048376");
    }

    @Test
    void leavesOutKeyAndHeadersThatAloneWouldNotFit() {
        List<RawRecord.Header> headers = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            headers.add(new RawRecord.Header("h", new byte[] {1}));
        }

        for (byte[] value : new byte[][] {null, {7}, new byte[2_000_000]}) {
            ProducerRecord<byte[], byte[]> letter = serialize(new byte[10], value, headers);

            assertThat(size(letter)).isLessThanOrEqualTo(KAFKAS_DEFAULT_LIMIT);
            assertThat(letter.key()).isNull();
            assertThat(header(letter, "millrace.dropped")).isEqualTo("key, headers");
        }
    }
}
