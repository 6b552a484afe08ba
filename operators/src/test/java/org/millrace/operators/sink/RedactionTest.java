package org.millrace.operators.sink;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.operators.record.DeadLetter;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.Reading;

class RedactionTest {

    private static final Redaction NAME_AND_CARD = new Redaction(Set.of("name", "card"));

    private static ProducerRecord<byte[], byte[]> letter(String value, String message) {
        RawRecord record = new RawRecord(
                Reading.LIVE, new Place("examples", 0, 1), 5, null, ByteBuffer.wrap(value.getBytes(UTF_8)), List.of());
        return new DeadLetterTopic("dead", "m", NAME_AND_CARD)
                .serialize(new DeadLetter(record, Reason.MALFORMED, message), null, 0L);
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        return record.headers().lastHeader(name) == null
                ? null
                : new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":\"Ann\",\"x\": 1.00} | {\"name\":\"****\",\"x\": 1.00}",
                "{\"x\":1e400, \"card\" : 4711 } | {\"x\":1e400, \"card\" : \"****\" }",
                "{\"card\":[1,{\"name\":\"A\"}],\"é\":\"ü\"} | {\"card\":\"****\",\"é\":\"ü\"}",
                "{\"a\":[{\"name\":null},{\"name\":\"q\\\"}\"}]} | {\"a\":[{\"name\":\"****\"},{\"name\":\"****\"}]}",
                "{\"name\":\"A\",\"name\":true} | {\"name\":\"****\",\"name\":\"****\"}"
            })
    void masksTheFieldsAndLeavesTheOtherBytes(String value, String masked) {
        ProducerRecord<byte[], byte[]> letter = letter(value, "no label");

        assertThat(letter.value()).asString(UTF_8).isEqualTo(masked);
        assertThat(header(letter, "millrace.redacted")).isEqualTo("true");
    }

    /** A message may quote a field shortened, without escapes, or as another way to write the same number. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":\"Ann Smith\"} | label Ann Smith names no class",
                "{\"name\":\"A\\u006en\"} | label Ann names no class",
                "{\"card\":[\"47\", {\"no\":\"11\"}]} | label 11 names no class",
                "{\"card\":4711.0} | label 4711 names no class"
            })
    void withholdsAMessageThatMightQuoteAField(String value, String message) {
        assertThat(header(letter(value, message), "__connect.errors.exception.message"))
                .isEmpty();
    }

    @Test
    void leavesOutWhatIsNotUtf8() {
        RawRecord record = new RawRecord(
                Reading.LIVE,
                new Place("examples", 0, 1),
                5,
                null,
                ByteBuffer.wrap("{\"name\":\"Ann\"}".getBytes(UTF_16BE)),
                List.of());

        ProducerRecord<byte[], byte[]> letter = new DeadLetterTopic("dead", "m", NAME_AND_CARD)
                .serialize(new DeadLetter(record, Reason.MALFORMED, "about Ann"), null, 0L);

        assertThat(letter.value()).isNull();
        assertThat(header(letter, "millrace.dropped")).isEqualTo("value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"Ann", "Ann;4711", "{\"name\":\"Ann\"} Smith"})
    void leavesOutWhatItCannotRead(String value) {
        ProducerRecord<byte[], byte[]> letter = letter(value, "Unrecognized token 'Ann'");

        assertThat(letter.value()).isNull();
        assertThat(header(letter, "millrace.dropped")).isEqualTo("value");
        assertThat(header(letter, "__connect.errors.exception.message")).isEmpty();
    }

    @Test
    void leavesAValueWithoutTheFieldsAlone() {
        ProducerRecord<byte[], byte[]> letter = letter("{\"x\":1}", "no label");

        assertThat(letter.value()).asString(UTF_8).isEqualTo("{\"x\":1}");
        assertThat(header(letter, "millrace.redacted")).isNull();
    }
}
