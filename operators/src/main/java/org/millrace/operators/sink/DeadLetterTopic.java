package org.millrace.operators.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.millrace.operators.record.DeadLetter;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.RawRecord;

/**
 * Writes dead letters to their topic: key, value and headers as they were, and headers that say where the record stood
 * and what is wrong with it, under the names that Kafka Connect's dead letter queue uses.
 *
 * <p>A record that would no longer fit through Kafka's default limit of 1 MiB with these headers has its value cut
 * short; the header {@code millrace.original.value.bytes} then tells how long it was. Key and headers that alone would
 * not fit are left out, and {@code millrace.dropped} says so. So is a value whose fields cannot be {@linkplain Redaction masked};
 * where some were, there is a header {@code millrace.redacted}.
 */
public final class DeadLetterTopic implements KafkaRecordSerializationSchema<DeadLetter> {

    public static final String REASON = "millrace.reason";
    public static final String ORIGINAL_VALUE_BYTES = "millrace.original.value.bytes";
    public static final String DROPPED = "millrace.dropped";
    public static final String REDACTED = "millrace.redacted";
    public static final String CONNECT_PREFIX = "__connect.errors.";

    private static final long serialVersionUID = 1L;

    /** Published, and so a name that no renaming of the class changes. */
    private static final String BAD_EXAMPLE = "org.millrace.operators.format.BadExampleException";

    /** Kafka accepts 1,048,588 bytes by default; this leaves room for our headers and the batch around the record. */
    private static final int MAX_RECORD_BYTES = 1_040_000;

    /** The most that Kafka adds to the name and the value of a header: two lengths of variable size. */
    private static final int HEADER_FRAMING_BYTES = 10;

    private final String topic;
    private final String job;
    private final Redaction redaction;

    /** @param job goes into {@code __connect.errors.connector.name} */
    public DeadLetterTopic(String topic, String job, Redaction redaction) {
        this.topic = requireNonNull(topic, "topic");
        this.job = requireNonNull(job, "job");
        this.redaction = requireNonNull(redaction, "redaction");
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(DeadLetter letter, KafkaSinkContext context, Long timestamp) {
        RawRecord record = letter.record();
        Headers headers = new RecordHeaders();
        List<String> dropped = new ArrayList<>();
        byte[] key = record.key();
        int room = MAX_RECORD_BYTES - length(key) - length(record.headers());
        if (room >= 0) {
            record.headers().forEach(header -> headers.add(header.name(), header.value()));
        } else {
            key = null;
            room = MAX_RECORD_BYTES;
            dropped.addAll(List.of("key", "headers"));
        }
        byte[] value = record.value() == null ? null : bytes(record.value());
        String message = letter.message();
        if (value != null) {
            Optional<Redaction.Masked> masked = redaction.mask(value, message);
            if (masked.isEmpty()) {
                dropped.add("value");
            } else if (masked.get().value() != value) {
                add(headers, REDACTED, "true");
            }
            value = masked.map(Redaction.Masked::value).orElse(null);
            message = masked.map(Redaction.Masked::text).orElse("");
        }
        if (length(value) > room) {
            add(headers, ORIGINAL_VALUE_BYTES, Integer.toString(value.length));
            value = Arrays.copyOf(value, room);
        }
        if (!dropped.isEmpty()) {
            add(headers, DROPPED, String.join(", ", dropped));
        }
        describe(letter, message, headers);
        Long written = record.timestamp() < 0 ? null : record.timestamp();
        return new ProducerRecord<>(topic, null, written, key, value, headers);
    }

    private void describe(DeadLetter letter, String message, Headers headers) {
        Place place = letter.record().place();
        add(headers, CONNECT_PREFIX + "topic", place.topic());
        add(headers, CONNECT_PREFIX + "partition", Integer.toString(place.partition()));
        add(headers, CONNECT_PREFIX + "offset", Long.toString(place.offset()));
        add(headers, CONNECT_PREFIX + "connector.name", job);
        add(headers, CONNECT_PREFIX + "stage", "VALUE_CONVERTER");
        add(headers, CONNECT_PREFIX + "exception.class.name", BAD_EXAMPLE);
        add(headers, CONNECT_PREFIX + "exception.message", message);
        add(headers, REASON, letter.reason().name());
    }

    private static byte[] bytes(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.get(value.position(), bytes);
        return bytes;
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static int length(List<RawRecord.Header> headers) {
        return headers.stream()
                .mapToInt(
                        header -> HEADER_FRAMING_BYTES + header.name().getBytes(UTF_8).length + length(header.value()))
                .sum();
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
