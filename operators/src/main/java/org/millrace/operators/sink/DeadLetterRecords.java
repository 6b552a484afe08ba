package org.millrace.operators.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.millrace.operators.format.BadExampleException;
import org.millrace.operators.record.DeadLetter;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.RawRecord;

/**
 * Writes dead letters to their topic: key, value and headers as they were, and headers that say where the record stood
 * and what is wrong with it, under the names that Kafka Connect's dead letter queue uses.
 *
 * <p>A record that would no longer fit through Kafka's default limit of 1 MiB with these headers has its value cut
 * short; the header {@code millrace.original.value.bytes} then tells how long it was.
 */
public final class DeadLetterRecords implements KafkaRecordSerializationSchema<DeadLetter> {

    public static final String REASON = "millrace.reason";
    public static final String ORIGINAL_VALUE_BYTES = "millrace.original.value.bytes";
    public static final String CONNECT_PREFIX = "__connect.errors.";

    private static final long serialVersionUID = 1L;

    /** Kafka accepts 1,048,588 bytes by default; this leaves room for our headers and the batch around the record. */
    private static final int MAX_RECORD_BYTES = 1_040_000;

    private final String topic;
    private final String job;

    /** @param job goes into {@code __connect.errors.connector.name} */
    public DeadLetterRecords(String topic, String job) {
        this.topic = requireNonNull(topic, "topic");
        this.job = requireNonNull(job, "job");
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(DeadLetter letter, KafkaSinkContext context, Long timestamp) {
        RawRecord record = letter.record();
        Headers headers = new RecordHeaders();
        record.headers().forEach(header -> headers.add(header.name(), header.value()));
        Place place = record.place();
        add(headers, CONNECT_PREFIX + "topic", place.topic());
        add(headers, CONNECT_PREFIX + "partition", Integer.toString(place.partition()));
        add(headers, CONNECT_PREFIX + "offset", Long.toString(place.offset()));
        add(headers, CONNECT_PREFIX + "connector.name", job);
        add(headers, CONNECT_PREFIX + "stage", "VALUE_CONVERTER");
        add(headers, CONNECT_PREFIX + "exception.class.name", BadExampleException.class.getName());
        add(headers, CONNECT_PREFIX + "exception.message", letter.message());
        add(headers, REASON, letter.reason().name());
        byte[] value = fitting(record, headers);
        return new ProducerRecord<>(topic, null, null, record.key(), value, headers);
    }

    private static byte[] fitting(RawRecord record, Headers headers) {
        byte[] value = record.value();
        int room = MAX_RECORD_BYTES - length(record.key());
        for (RawRecord.Header header : record.headers()) {
            room -= header.name().length() + length(header.value());
        }
        if (length(value) <= room) {
            return value;
        }
        add(headers, ORIGINAL_VALUE_BYTES, Integer.toString(value.length));
        return Arrays.copyOf(value, Math.max(0, room));
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
