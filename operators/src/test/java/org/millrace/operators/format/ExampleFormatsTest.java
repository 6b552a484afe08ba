package org.millrace.operators.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.Reading;
import org.millrace.operators.schema.ExampleRow;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.RowEncoder;

class ExampleFormatsTest {

    private static final ExampleSchema SCHEMA = new ExampleSchema(3, List.of("cat", "dog"));
    private static final LabelledExample EXAMPLE = new LabelledExample(
            Optional.of("a-17"), OptionalLong.of(1_767_225_600_000L), new float[] {0.5f, -12, 3e-7f}, 1);

    private final ExampleFormats formats = new ExampleFormats(FormatSettings.DEFAULT);
    private final JsonExampleFormat json = new JsonExampleFormat();
    private final BinaryExampleFormat binary = BinaryExampleFormat.float32();

    private static RawRecord record(String... contentTypes) {
        List<RawRecord.Header> headers = Arrays.stream(contentTypes)
                .map(type -> new RawRecord.Header("Content-Type", type.getBytes(UTF_8)))
                .toList();
        return new RawRecord(Reading.LIVE, new Place("examples", 0, 0), 0, null, ByteBuffer.allocate(0), headers);
    }

    @Test
    void choosesTheFormatByTheLastContentTypeHeader() throws Exception {
        assertThat(formats.of(record())).isInstanceOf(JsonExampleFormat.class);
        assertThat(formats.of(record("application/JSON; charset=utf-8"))).isInstanceOf(JsonExampleFormat.class);
        assertThat(formats.of(record("application/json", "application/vnd.millrace.example")))
                .isInstanceOf(BinaryExampleFormat.class);
        for (ExampleFormat format : formats.all()) {
            assertThat(formats.of(record(format.contentType()))).isSameAs(format);
        }
        assertThatThrownBy(() -> formats.of(record("text/" + "x".repeat(1000))))
                .isInstanceOf(BadExampleException.class)
                .hasMessageStartingWith("content-type text/xxx")
                .hasMessageEndingWith(
                        "is none of application/json, application/vnd.millrace.example, text/csv, application/avro");
    }

    @Test
    void readsArraysByTheContentTypeTheyWereWrittenWith() throws Exception {
        for (ExampleFormat format : List.of(json, binary)) {
            ExampleFormat chosen = formats.of(record(format.contentType()));

            assertThat(ExampleRows.read(chosen, format.write(EXAMPLE, SCHEMA), SCHEMA))
                    .as(format.contentType())
                    .usingRecursiveComparison()
                    .isEqualTo(EXAMPLE);
        }
    }

    @Test
    void refusesAScaleThatTellsNothing() {
        assertThatThrownBy(() -> BinaryExampleFormat.uint8(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scale must be positive and finite: 0.0");
    }

    @Test
    void readsWhatItWritesAsJson() throws Exception {
        byte[] value = json.write(EXAMPLE, SCHEMA);

        assertThat(new String(value, UTF_8))
                .isEqualTo("{\"id\":\"a-17\",\"ts\":1767225600000,\"features\":[0.5,-12,3.0E-7],\"label\":\"dog\"}");
        assertThat(ExampleRows.read(json, value, SCHEMA))
                .usingRecursiveComparison()
                .isEqualTo(EXAMPLE);
    }

    @Test
    void readsWhatItWritesAsFloats() throws Exception {
        assertThat(ExampleRows.read(binary, binary.write(EXAMPLE, SCHEMA), SCHEMA))
                .usingRecursiveComparison()
                .isEqualTo(EXAMPLE);
    }

    @Test
    void readsWhatItWritesAsScaledBytes() throws Exception {
        float scale = 1 / 255f;
        LabelledExample image = new LabelledExample(
                Optional.empty(), OptionalLong.empty(), new float[] {0, 128 * scale, 255 * scale}, 0);

        assertThat(ExampleRows.read(binary, BinaryExampleFormat.uint8(scale).write(image, SCHEMA), SCHEMA))
                .usingRecursiveComparison()
                .isEqualTo(image);
        assertThatThrownBy(() -> BinaryExampleFormat.uint8(scale).write(EXAMPLE, SCHEMA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("feature must be within 0 … 255 times");
    }

    @Test
    void writesTheBinaryLayoutThatIsDocumented() {
        byte[] value = binary.write(EXAMPLE, SCHEMA);

        ByteBuffer buffer = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(value).hasSize(26 + 4 + 3 * 4).startsWith('M', 'X', 1, 0);
        assertThat(buffer.getInt(4)).isEqualTo(1);
        assertThat(buffer.getLong(8)).isEqualTo(1_767_225_600_000L);
        assertThat(buffer.getFloat(16)).isEqualTo(1f);
        assertThat(buffer.getInt(20)).isEqualTo(3);
        assertThat(buffer.getShort(24)).isEqualTo((short) 4);
        assertThat(buffer.getFloat(30)).isEqualTo(0.5f);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"features\":[1,2],\"label\":0}                    | WRONG_FEATURE_COUNT | expected 3 features, found 2",
                "{\"features\":[1,2,3,4],\"label\":0}                | WRONG_FEATURE_COUNT | expected 3 features, found 4",
                "{\"features\":[1,NaN,3],\"label\":0}                | NOT_A_FINITE_NUMBER | \"features\"[1] is not a finite number",
                "{\"features\":[1,2,1e400],\"label\":0}              | NOT_A_FINITE_NUMBER | \"features\"[2] is not a finite number",
                "{\"features\":[1,null,3],\"label\":0}               | NOT_A_FINITE_NUMBER | \"features\"[1] is not a finite number",
                "{\"features\":[1,\"2\",3],\"label\":0}              | NOT_A_FINITE_NUMBER | \"features\"[1] is not a number: text",
                "{\"features\":[1,[2],3],\"label\":0}                | NOT_A_FINITE_NUMBER | \"features\"[1] is not a number: an array",
                "{\"features\":[1,2,3],\"label\":2}                  | UNKNOWN_LABEL       | label 2 is neither an index below 2 nor a class name: cat, dog",
                "{\"features\":[1,2,3],\"label\":-1}                 | UNKNOWN_LABEL       | label -1 is neither an index below 2 nor a class name: cat, dog",
                "{\"features\":[1,2,3],\"label\":\"cow\"}            | UNKNOWN_LABEL       | label \"cow\" is neither an index below 2 nor a class name: cat, dog",
                "{\"features\":[1,2,3],\"label\":0.5}                | MALFORMED           | \"label\" is neither a whole number nor a class name",
                "{\"features\":[1,2,3]}                              | MISSING_FIELD       | no \"label\"",
                "{\"label\":0}                                       | MISSING_FIELD       | no \"features\"",
                "{\"features\":7,\"label\":0}                        | MALFORMED           | \"features\" is not an array of numbers: a number",
                "{\"id\":[],\"features\":[1,2,3],\"label\":0}        | MALFORMED           | \"id\" is neither text nor a whole number",
                "{\"ts\":\"now\",\"features\":[1,2,3],\"label\":0}   | MALFORMED           | \"ts\" is neither a whole number of milliseconds since 1970 nor a time such as 2026-01-31T12:00:00Z",
                "[1,2,3]                                             | MALFORMED           | not a JSON object",
                "{\"features\":[1,2,3],\"label\":0} {}               | MALFORMED           | more follows after the JSON object",
            })
    void saysWhatIsWrongWithJson(String value, Reason reason, String message) {
        BadExampleException e = catchThrowableOfType(
                BadExampleException.class, () -> ExampleRows.read(json, value.getBytes(UTF_8), SCHEMA));

        assertThat(e).hasMessage(message);
        assertThat(e.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"features\":[1,2",
                "{\"features\":[1,2,3],\"label\":",
                "no json",
                "{",
                "{\"features\":[1,2,3],,}"
            })
    void callsBrokenJsonMalformed(String value) {
        BadExampleException e = catchThrowableOfType(
                BadExampleException.class, () -> ExampleRows.read(json, value.getBytes(UTF_8), SCHEMA));

        assertThat(e).hasMessageStartingWith("not JSON: ");
        assertThat(e.reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void readsANumberAsANameWhereAllNamesAreNumbers() throws Exception {
        ExampleSchema years = new ExampleSchema(1, List.of("1", "2"));

        assertThat(ExampleRows.read(json, "{\"features\":[0],\"label\":2}".getBytes(UTF_8), years)
                        .label())
                .isEqualTo(1);
        assertThatThrownBy(() -> ExampleRows.read(json, "{\"features\":[0],\"label\":0}".getBytes(UTF_8), years))
                .isInstanceOf(BadExampleException.class);
        LabelledExample example = new LabelledExample(Optional.empty(), OptionalLong.empty(), new float[] {0}, 1);
        assertThat(new String(json.write(example, years), UTF_8)).isEqualTo("{\"features\":[0],\"label\":2}");
    }

    @Test
    void passesOverFieldsItDoesNotKnow() throws Exception {
        String value = "{\"source\":{\"deep\":[1,{\"er\":2}]},\"label\":\"cat\",\"features\":[1,2,3]}";

        assertThat(ExampleRows.read(json, value.getBytes(UTF_8), SCHEMA).label())
                .isZero();
    }

    @Test
    void refusesDamagedBinaryValues() {
        byte[] good = binary.write(EXAMPLE, SCHEMA);

        assertThat(reasonFor(new byte[] {'M', 'X'})).isEqualTo(Reason.MALFORMED);
        assertThat(reasonFor(patched(good, 0, 'N'))).isEqualTo(Reason.MALFORMED);
        assertThat(reasonFor(patched(good, 2, 9))).isEqualTo(Reason.UNKNOWN_VERSION);
        assertThat(reasonFor(patched(good, 3, 7))).isEqualTo(Reason.MALFORMED);
        assertThat(reasonFor(patched(good, 4, 2))).isEqualTo(Reason.UNKNOWN_LABEL);
        assertThat(reasonFor(patched(good, 7, 0x80))).isEqualTo(Reason.UNKNOWN_LABEL);
        assertThat(reasonFor(patched(good, 20, 4))).isEqualTo(Reason.WRONG_FEATURE_COUNT);
        assertThat(reasonFor(patched(good, 24, 200))).isEqualTo(Reason.MALFORMED);
        assertThat(reasonFor(Arrays.copyOf(good, good.length - 1))).isEqualTo(Reason.MALFORMED);
        assertThat(reasonFor(Arrays.copyOf(good, good.length + 1))).isEqualTo(Reason.MALFORMED);
        ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).putFloat(good.length - 4, Float.NaN);
        assertThat(reasonFor(good)).isEqualTo(Reason.NOT_A_FINITE_NUMBER);
    }

    @Test
    void forgetsTheExampleBefore() throws Exception {
        RowEncoder encoder = new RowEncoder(SCHEMA);
        LabelledExample bare =
                new LabelledExample(Optional.empty(), OptionalLong.empty(), new float[] {0.25f, 0.5f, 0.75f}, 0);
        for (ExampleFormat format : List.of(json, binary, BinaryExampleFormat.uint8(0.25f))) {
            ExampleRows.row(binary, binary.write(EXAMPLE, SCHEMA), encoder);
            ExampleRow row = ExampleRows.row(format, format.write(bare, SCHEMA), encoder);

            assertThat(row.id()).isNull();
            assertThat(row.timestampOr(5)).isEqualTo(5);
            assertThat(row.label()).isZero();
            float[] features = new float[3];
            row.copyNumbers(features, 0);
            assertThat(features).containsExactly(0.25f, 0.5f, 0.75f);
        }
    }

    @Test
    void survivesNoise() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertThatThrownBy(() -> ExampleRows.read(json, noise, SCHEMA)).isInstanceOf(BadExampleException.class);
            assertThatThrownBy(() -> ExampleRows.read(binary, noise, SCHEMA)).isInstanceOf(BadExampleException.class);
        }
    }

    @Test
    void keepsMessagesShortHoweverLongTheRecord() {
        String value = "{\"features\":[1,2,3],\"label\":\"" + "x".repeat(60_000) + "\"}";

        BadExampleException e = catchThrowableOfType(
                BadExampleException.class, () -> ExampleRows.read(json, value.getBytes(UTF_8), SCHEMA));

        assertThat(e.getMessage()).hasSizeLessThan(300);
    }

    private Reason reasonFor(byte[] value) {
        return catchThrowableOfType(BadExampleException.class, () -> ExampleRows.read(binary, value, SCHEMA))
                .reason();
    }

    private static byte[] patched(byte[] value, int index, int with) {
        byte[] copy = value.clone();
        copy[index] = (byte) with;
        return copy;
    }
}
