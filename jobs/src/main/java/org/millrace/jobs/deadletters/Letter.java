package org.millrace.jobs.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.millrace.operators.sink.DeadLetterTopic;

/** A dead letter, as {@link DeadLetterTopic} writes it. */
record Letter(ConsumerRecord<byte[], byte[]> record) {

    private static final int CHARACTERS_SHOWN = 120;

    /** What stands for bytes that are no UTF-8. */
    private static final char REPLACED = 0xFFFD;

    /** Headers that tell that a letter is not all of its record. */
    private static final Set<String> INCOMPLETE =
            Set.of(DeadLetterTopic.ORIGINAL_VALUE_BYTES, DeadLetterTopic.DROPPED, DeadLetterTopic.REDACTED);

    /** Empty for a record that is no dead letter. */
    static Optional<Letter> of(ConsumerRecord<byte[], byte[]> record) {
        return Stream.of(DeadLetterTopic.REASON, DeadLetterTopic.CONNECT_PREFIX + "topic")
                        .allMatch(name -> record.headers().lastHeader(name) != null)
                ? Optional.of(new Letter(record))
                : Optional.empty();
    }

    String reason() {
        return header(DeadLetterTopic.REASON);
    }

    /** The topic that the record came from. */
    String topic() {
        return error("topic");
    }

    /** Whether key, value and headers are those of the record. */
    boolean isComplete() {
        return INCOMPLETE.stream().allMatch(name -> record.headers().lastHeader(name) == null);
    }

    /** Where the record stood and what is wrong with it, in one line. */
    String problem() {
        return "offset " + error("offset") + " of partition " + error("partition") + ": "
                + printable(error("exception.message"));
    }

    /** The value, or the beginning of it, in one line. */
    String shownValue() {
        byte[] value = record.value();
        if (value == null) {
            return "(no value)";
        }
        String text = new String(value, UTF_8);
        boolean isText = text.chars().noneMatch(Letter::isNoText);
        return isText ? printable(text) : "(" + value.length + " bytes that are no text)";
    }

    private static boolean isNoText(int character) {
        return character == REPLACED || (Character.isISOControl(character) && !Character.isWhitespace(character));
    }

    private static String printable(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= CHARACTERS_SHOWN ? line : line.substring(0, CHARACTERS_SHOWN) + "…";
    }

    /**
     * The record as it was, for its own partition if there still is one of that number.
     *
     * @param partitions of the topic that it came from
     */
    ProducerRecord<byte[], byte[]> original(int partitions) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : record.headers()) {
            if (!isOurs(header.key())) {
                headers.add(header);
            }
        }
        int partition = Integer.parseInt(error("partition"));
        return new ProducerRecord<>(
                topic(),
                partition < partitions ? partition : null,
                record.timestamp(),
                record.key(),
                record.value(),
                headers);
    }

    private static boolean isOurs(String header) {
        return header.equals(DeadLetterTopic.REASON)
                || header.startsWith(DeadLetterTopic.CONNECT_PREFIX)
                || INCOMPLETE.contains(header);
    }

    private String error(String name) {
        return header(DeadLetterTopic.CONNECT_PREFIX + name);
    }

    private String header(String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }
}
