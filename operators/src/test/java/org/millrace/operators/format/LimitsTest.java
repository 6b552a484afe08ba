package org.millrace.operators.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.model.loss.Task;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.Reading;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.Feature;
import org.millrace.operators.schema.FieldPath;
import org.millrace.operators.schema.Fields;
import org.millrace.operators.schema.Missing;
import org.millrace.operators.schema.PreviousValues;
import org.millrace.operators.schema.SeenCategory;
import org.millrace.operators.schema.VectorKind;

/** What is too large is a dead letter of its own reason, in every format, and takes no memory. */
class LimitsTest {

    private static final Limits LIMITS = new Limits(2_000, 4, 20, 5);
    private static final Random RANDOM = new Random(1);

    /** Of a word, which may stand in the key, and an array. */
    private static final ExampleSchema SCHEMA = schema("word");

    private static ExampleSchema schema(String word) {
        return new ExampleSchema(
                Fields.of(List.of(
                        new Feature(FieldPath.parse(word), new SeenCategory(2), Missing.REJECTED),
                        new Feature(
                                FieldPath.named("scores"),
                                new VectorKind(3),
                                new Missing(Missing.Rule.CONSTANT, "0", false)))),
                Task.CLASSIFICATION,
                List.of("no", "yes"));
    }

    private static FormatSettings settings(String contentType) {
        return new FormatSettings(
                contentType,
                new CsvLayout(List.of("word", "label", "more"), ',', false),
                FormatSettings.Registry.NONE,
                LIMITS);
    }

    private static void decode(ExampleSchema schema, FormatSettings settings, byte[] key, byte[] value)
            throws BadExampleException {
        RawRecord record = new RawRecord(
                Reading.LIVE,
                new Place("examples", 0, 0),
                0,
                key,
                ByteBuffer.wrap(value),
                List.of(new RawRecord.Header("word", key)));
        new ExampleDecoder(schema, settings).decode(record, new PreviousValues());
    }

    private static Reason reason(ExampleSchema schema, FormatSettings settings, byte[] key, byte[] value) {
        return catchThrowableOfType(BadExampleException.class, () -> decode(schema, settings, key, value))
                .reason();
    }

    private static String text(String text) {
        return text.replace("20x", "x".repeat(20))
                .replace("21x", "x".repeat(21))
                .replace("2001x", "x".repeat(2_001))
                .replace("5,5", "1,2,3,4,5")
                .replace("6,6", "1,2,3,4,5,6");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | {'word':'a','label':'no','unread':'2001x'}  | TOO_LARGE",
                "application/json | {'word':'a','label':'no','a':{'b':[[[1]]]}} | TOO_DEEPLY_NESTED",
                "application/json | {'word':'21x','label':'no'}                 | TEXT_TOO_LONG",
                "application/json | {'word':'a','label':'no','scores':[6,6]}    | ARRAY_TOO_LONG",
                "application/json | {'word':'a','label':'no','scores':['a','b','c','d','e','f']} | ARRAY_TOO_LONG",
                "text/csv         | a,no,2001x                                  | TOO_LARGE",
                "text/csv         | 21x,no,                                     | TEXT_TOO_LONG",
                "application/vnd.millrace.example | 2001x                       | TOO_LARGE",
                "application/avro | 2001x                                       | TOO_LARGE",
            })
    void refuseWhatIsBeyondThem(String contentType, String value, Reason expected) {
        byte[] bytes = text(value.replace('\'', '"')).getBytes(UTF_8);

        assertThat(reason(SCHEMA, settings(contentType), null, bytes)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | {'word':'20x','label':'no','scores':null,'a':{'b':[[1]]},'unread':[6,6]}",
                "application/json | {'word':'a','label':'no','unread':'a text that no field of the schema wants'}",
                "text/csv         | 20x,no,a cell that no field of the schema wants",
            })
    void letEverythingElsePass(String contentType, String value) {
        byte[] bytes = text(value.replace('\'', '"')).getBytes(UTF_8);

        assertThatCode(() -> decode(SCHEMA, settings(contentType), null, bytes)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"@key", "@header.word"})
    void holdForKeysAndHeaders(String path) {
        byte[] value = "{\"label\":\"no\"}".getBytes(UTF_8);
        FormatSettings json = settings(JsonExampleFormat.CONTENT_TYPE);

        assertThatCode(() -> decode(schema(path), json, "x".repeat(20).getBytes(UTF_8), value))
                .doesNotThrowAnyException();
        assertThat(reason(schema(path), json, "x".repeat(21).getBytes(UTF_8), value))
                .isEqualTo(Reason.TEXT_TOO_LONG);
        assertThat(reason(schema(path), json, new byte[] {'a', (byte) 0xff}, value))
                .isEqualTo(Reason.MALFORMED);
    }

    @Test
    void holdForTheIdOfABinaryExample() {
        ExampleSchema vector = new ExampleSchema(1, List.of("no", "yes"));
        byte[] value =
                BinaryExampleFormat.float32().write(LabelledExample.of("x".repeat(21), new float[] {1}, 0), vector);

        assertThat(reason(vector, settings(BinaryExampleFormat.CONTENT_TYPE), null, value))
                .isEqualTo(Reason.TEXT_TOO_LONG);
    }

    @Test
    void holdForAvro() throws Exception {
        try (AvroRecords avro = AvroRecords.start()) {
            byte[] two = avro.record(RANDOM, 2);

            assertThatCode(() -> decode(AvroRecords.SCHEMA, avro.settings(new Limits(2_000, 4, 40, 14)), null, two))
                    .doesNotThrowAnyException();
            assertThat(reason(AvroRecords.SCHEMA, avro.settings(new Limits(100, 4, 40, 14)), null, two))
                    .isEqualTo(Reason.TOO_LARGE);
            assertThat(reason(AvroRecords.SCHEMA, avro.settings(new Limits(2_000, 2, 40, 14)), null, two))
                    .isEqualTo(Reason.TOO_DEEPLY_NESTED);
            assertThat(reason(AvroRecords.SCHEMA, avro.settings(new Limits(2_000, 4, 30, 14)), null, two))
                    .isEqualTo(Reason.TEXT_TOO_LONG);
            assertThat(reason(AvroRecords.SCHEMA, avro.settings(new Limits(2_000, 4, 40, 13)), null, two))
                    .isEqualTo(Reason.ARRAY_TOO_LONG);
        }
    }

    @Test
    void boundTheDepthOfAvroBeforeTheStackOverflows() throws Exception {
        byte[] step = orderUpToTheArrays().toByteArray();
        byte[] deep = new byte[5 + 50_000 * (step.length + 4)];
        ByteBuffer value = ByteBuffer.wrap(deep).put((byte) 0).putInt(AvroRecords.ID);
        while (value.hasRemaining()) {
            // No scores, gaps and traits, and another order within.
            value.put(step).put(new byte[] {0, 0, 0, 2});
        }
        try (AvroRecords avro = AvroRecords.start()) {
            assertThat(reason(AvroRecords.SCHEMA, avro.settings(), null, deep)).isEqualTo(Reason.TOO_DEEPLY_NESTED);
        }
    }

    /** Elements that take no byte each, of which few bytes can announce any number. */
    @Test
    void boundArraysOfAvroThatTakeNoBytes() throws Exception {
        ByteArrayOutputStream bytes = orderUpToTheArrays();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        encoder.writeLong(0);
        for (int block = 0; block < 1_000; block++) {
            encoder.writeLong(900_000);
        }
        byte[] value = ByteBuffer.allocate(5 + bytes.size())
                .put((byte) 0)
                .putInt(AvroRecords.ID)
                .put(bytes.toByteArray())
                .array();
        try (AvroRecords avro = AvroRecords.start()) {
            assertThat(reason(AvroRecords.SCHEMA, avro.settings(), null, value)).isEqualTo(Reason.ARRAY_TOO_LONG);
        }
    }

    /** A length of 256 MiB in a few bytes, where limits would allow it. */
    @Test
    void takeNoMemoryForWhatARecordOnlyAnnounces() throws Exception {
        Limits wide = new Limits(1 << 30, 1_000, 1 << 28, 1 << 28);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[] {0, 0, 0, 0, AvroRecords.ID});
        EncoderFactory.get().directBinaryEncoder(bytes, null).writeLong(1 << 28);
        try (AvroRecords avro = AvroRecords.start()) {
            ExampleDecoder decoder = new ExampleDecoder(AvroRecords.SCHEMA, avro.settings(wide));
            RawRecord record = new RawRecord(
                    Reading.LIVE,
                    new Place("examples", 0, 0),
                    0,
                    null,
                    ByteBuffer.wrap(bytes.toByteArray()),
                    List.of());
            // 64 such lengths would be 16 GiB.
            for (int i = 0; i < 64; i++) {
                BadExampleException e = catchThrowableOfType(
                        BadExampleException.class, () -> decoder.decode(record, new PreviousValues()));
                assertThat(e.reason()).isEqualTo(Reason.MALFORMED);
                assertThat(e).hasMessageContaining("a text of 268435456 bytes in a record of");
            }
        }
    }

    private static ByteArrayOutputStream orderUpToTheArrays() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        encoder.writeString("0b8e4a3c-52a4-4f5e-9d0c-0123456789ab");
        encoder.writeLong(0);
        encoder.writeInt(0);
        encoder.writeIndex(0);
        encoder.writeBytes(new byte[] {1});
        encoder.writeEnum(0);
        return bytes;
    }
}
