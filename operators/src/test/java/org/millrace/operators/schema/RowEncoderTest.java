package org.millrace.operators.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.model.loss.Task;
import org.millrace.operators.format.ExampleDecoder;
import org.millrace.operators.format.FormatSettings;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.Reading;

/** How a field of each kind becomes columns, and what stands in for a missing one; records are JSON. */
class RowEncoderTest {

    private static final List<TimeKind.Part> PARTS =
            List.of(TimeKind.Part.HOUR, TimeKind.Part.WEEKDAY, TimeKind.Part.DAY_OF_YEAR);

    private static final Map<String, FeatureKind> KINDS = new TreeMap<>(Map.of(
            "number", NumberKind.PLAIN,
            "clipped", new NumberKind(false, -1, 100),
            "log", new NumberKind(true, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
            "flag", new FlagKind(),
            "listed", new ListedCategory(List.of("red", "7", "true")),
            "seen", new SeenCategory(3),
            "hashed", new HashedCategory(4),
            "time", new TimeKind(PARTS, "UTC", "", TimeKind.Unit.MILLISECONDS),
            "german",
                    new TimeKind(List.of(TimeKind.Part.HOUR), "Europe/Berlin", "d.M.yyyy H:mm", TimeKind.Unit.SECONDS),
            "vector", new VectorKind(3)));

    private final PreviousValues previous = new PreviousValues();

    private static ExampleDecoder decoder(Feature... features) {
        return new ExampleDecoder(
                new ExampleSchema(Fields.of(List.of(features)), Task.CLASSIFICATION, List.of("no", "yes")),
                FormatSettings.DEFAULT);
    }

    private static RawRecord record(String key, String value, Map<String, String> headers) {
        List<RawRecord.Header> list = new ArrayList<>();
        headers.forEach((name, text) -> list.add(new RawRecord.Header(name, text.getBytes(UTF_8))));
        return new RawRecord(
                Reading.LIVE,
                new Place("examples", 0, 0),
                1_767_225_600_000L,
                key == null ? null : key.getBytes(UTF_8),
                ByteBuffer.wrap(value.getBytes(UTF_8)),
                list);
    }

    private String columns(ExampleDecoder decoder, RawRecord record) throws BadExampleException {
        decoder.decode(record, previous);
        ExampleRow row = decoder.row();
        List<String> shown = new ArrayList<>();
        for (int column = 0; column < row.schema().columns(); column++) {
            String text = row.text(column);
            double number = Math.rint(row.number(column) * 1e6) / 1e6;
            shown.add(text != null ? "'" + text + "'" : String.valueOf(number).replaceFirst("\\.0$", ""));
        }
        return String.join(" ", shown);
    }

    private String columns(ExampleDecoder decoder, String field) throws BadExampleException {
        return columns(decoder, record(null, "{" + field + (field.isEmpty() ? "" : ",") + "\"label\":1}", Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "number  | 2.5                    | 2.5",
                "number  | \"-1e3\"               | -1000",
                "number  | 1767225600001          | 1.767225600001E12",
                "number  | 1e300                  | 1.0E300",
                "number  | true                   | 1",
                "clipped | 1e9                    | 100",
                "clipped | -7                     | -1",
                "log     | -1.718281828459045     | -1",
                "log     | 0                      | 0",
                "flag    | true                   | 1",
                "flag    | \"No\"                 | 0",
                "flag    | 1                      | 1",
                "listed  | \"red\"                | 1 0 0 0",
                "listed  | 7                      | 0 1 0 0",
                "listed  | true                   | 0 0 1 0",
                "listed  | \"green\"              | 0 0 0 1",
                "seen    | \" red \"              | 'red'",
                "seen    | 12                     | '12'",
                "hashed  | \"red\"                | 0 0 1 0",
                "hashed  | \"green\"              | 0 0 0 -1",
                "time    | 1767225600000          | 0 1 0.433884 -0.900969 0 1",
                "time    | \"2026-07-02T06:00:00Z\"      | 1 0 0.433884 -0.900969 0.008607 -0.999963",
                "time    | \"2026-07-02 18:00\"   | -1 -0 0.433884 -0.900969 0.008607 -0.999963",
                "time    | \"2026-07-02T20:00:00+02:00\"   | -1 -0 0.433884 -0.900969 0.008607 -0.999963",
                "time    | \"2026-07-02T20:00:00+0200\"   | -1 -0 0.433884 -0.900969 0.008607 -0.999963",
                "time    | \"2026-07-02T20:00:00+02\"   | -1 -0 0.433884 -0.900969 0.008607 -0.999963",
                "time    | \"2026-07-02T18:00:00Z\"   | -1 -0 0.433884 -0.900969 0.008607 -0.999963",
                "time    | \"2026-07-02\"         | 0 1 0.433884 -0.900969 0.008607 -0.999963",
                "time    | \"1767225600000\"      | 0 1 0.433884 -0.900969 0 1",
                "german  | \"31.12.2026 6:00\"    | 1 0",
                "german  | \"1767225600\"         | 0.258819 0.965926",
                "german  | 1767225600             | 0.258819 0.965926",
                "vector  | [1,-2.5,3e2]           | 1 -2.5 300",
            })
    void encodesEveryKind(String kind, String value, String expected) throws Exception {
        ExampleDecoder decoder = decoder(new Feature(FieldPath.named("f"), KINDS.get(kind), Missing.REJECTED));

        assertThat(columns(decoder, "\"f\":" + value)).isEqualTo(expected);
        assertThat(decoder.row().schema().columns())
                .isEqualTo(decoder.row()
                        .schema()
                        .fields()
                        .features()
                        .get(0)
                        .columnNames()
                        .size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "number | \"0x1p3\"     | \"f\" is not a number: \"0x1p3\"",
                "number | \"12d\"       | \"f\" is not a number: \"12d\"",
                "number | \"1e999\"     | \"f\" is not a number: \"1e999\"",
                "number | 1e999         | \"f\" is not a finite number: Infinity",
                "number | [1]           | \"f\" is not a number: an array of numbers",
                "number | {\"a\":1}     | \"f\" is not a number: an object or a nested array",
                "flag   | 2             | \"f\" is neither true nor false: 2.0",
                "flag   | \"maybe\"     | \"f\" is neither true nor false: \"maybe\"",
                "listed | [\"red\"]     | \"f\" is not a category: an array of texts",
                "time   | \"noon\"      | \"f\" is not a time such as 2026-01-31T12:00:00Z: \"noon\"",
                "time   | false         | \"f\" is not a time such as 2026-01-31T12:00:00Z: true or false",
                "time   | 1e300         | \"f\" is not a time such as 2026-01-31T12:00:00Z: 1.0E300",
                "german | \"2026-01-01\" | \"f\" is not a time such as d.M.yyyy H:mm: \"2026-01-01\"",
                "vector | [1,2]         | expected 3 features, found 2",
                "vector | [1,null,3]    | \"f\"[1] is not a finite number",
                "vector | \"1,2,3\"     | \"f\" is not an array of numbers: text",
                "number | 1,\"f\":2     | \"f\" stands twice in the record",
            })
    void saysWhatIsNoValueOfAKind(String kind, String value, String message) {
        ExampleDecoder decoder = decoder(new Feature(FieldPath.named("f"), KINDS.get(kind), Missing.REJECTED));

        assertThat(catchThrowableOfType(BadExampleException.class, () -> columns(decoder, "\"f\":" + value)))
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // kind | rule | constant | columns of a missing value after a first example
                "number | CONSTANT | 7.5                  | 4         | 7.5 1",
                "flag   | CONSTANT | yes                  | false     | 1 1",
                "listed | CONSTANT | 7                    | \"red\"   | 0 1 0 0 1",
                "seen   | CONSTANT | none                 | \"red\"   | 'none' 1",
                "time   | CONSTANT | 1970-01-01T00:00:00Z | 0         | 0 1 0.433884 -0.900969 0 1 1",
                "vector | CONSTANT | -1                   | [1,2,3]   | -1 -1 -1 1",
                "number | MEAN     | ``                   | 4         | NaN 1",
                "flag   | MEAN     | ``                   | true      | NaN 1",
                "vector | MEAN     | ``                   | [1,2,3]   | NaN NaN NaN 1",
                "number | PREVIOUS | ``                   | 4         | 4 1",
                "listed | PREVIOUS | ``                   | \"red\"   | 1 0 0 0 1",
                "seen   | PREVIOUS | ``                   | \"red\"   | 'red' 1",
                "vector | PREVIOUS | ``                   | [1,2,3]   | 1 2 3 1",
            })
    void fillsMissingValuesByEveryRule(String kind, Missing.Rule rule, String constant, String first, String expected)
            throws Exception {
        ExampleDecoder decoder =
                decoder(new Feature(FieldPath.named("f"), KINDS.get(kind), new Missing(rule, constant, true)));

        assertThat(columns(decoder, "\"f\":" + first)).endsWith(" 0");
        assertThat(columns(decoder, "")).isEqualTo(expected);
        assertThat(columns(decoder, "\"f\":null")).isEqualTo(expected);
        for (String text : List.of("NA", "", "?", " null ", "NaN")) {
            assertThat(columns(decoder, "\"f\":\"" + text + "\"")).as(text).isEqualTo(expected);
        }
    }

    @Test
    void fillsSingleNumbersOfAnArray() throws Exception {
        VectorKind vector = new VectorKind(3);

        assertThat(columns(decoder(array(vector, Missing.Rule.CONSTANT, "9")), "\"f\":[1,null,3]"))
                .isEqualTo("1 9 3 1");
        assertThat(columns(decoder(array(vector, Missing.Rule.MEAN, "")), "\"f\":[NaN,2,3]"))
                .isEqualTo("NaN 2 3 1");
        ExampleDecoder decoder = decoder(array(vector, Missing.Rule.PREVIOUS, ""));
        assertThat(columns(decoder, "\"f\":[4,5,6]")).isEqualTo("4 5 6 0");
        assertThat(columns(decoder, "\"f\":[null,7,null]")).isEqualTo("4 7 6 1");
        assertThat(columns(decoder, "")).isEqualTo("4 7 6 1");
    }

    private static Feature array(VectorKind vector, Missing.Rule rule, String constant) {
        return new Feature(FieldPath.named("f"), vector, new Missing(rule, constant, true));
    }

    @Test
    void knowsNoPreviousValueAtFirst() throws Exception {
        Missing before = new Missing(Missing.Rule.PREVIOUS, "", false);
        Feature number = new Feature(FieldPath.named("f"), NumberKind.PLAIN, before);
        Feature category = new Feature(FieldPath.named("g"), KINDS.get("listed"), before);

        assertThat(columns(decoder(number, category), "")).isEqualTo("NaN 0 0 0 1");
    }

    @Test
    void rejectsAMissingValueUnlessToldOtherwise() {
        ExampleDecoder decoder =
                decoder(new Feature(FieldPath.parse("customer.age"), NumberKind.PLAIN, Missing.REJECTED));

        assertThat(catchThrowableOfType(BadExampleException.class, () -> columns(decoder, "\"customer\":{}")))
                .hasMessage("no \"customer.age\"");
    }

    @Test
    void refusesAConstantOfAnotherKind() {
        assertThatThrownBy(() -> decoder(new Feature(
                        FieldPath.named("f"), NumberKind.PLAIN, new Missing(Missing.Rule.CONSTANT, "much", false))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the constant for missing values: \"f\" is not a number: \"much\"");
    }

    @Test
    void readsFieldsFromTheValueTheKeyTheHeadersAndTheTimestamp() throws Exception {
        ExampleDecoder decoder = decoder(
                plain("customer.age"),
                plain("/odd.name/in~1side"),
                plain("@key.shop"),
                plain("@header.temperature"),
                new Feature(
                        FieldPath.parse("@timestamp"),
                        new TimeKind(List.of(TimeKind.Part.HOUR), "UTC", "", TimeKind.Unit.MILLISECONDS),
                        Missing.REJECTED));
        RawRecord record = record(
                "{\"shop\":17}",
                "{\"label\":1,\"odd.name\":{\"in/side\":3},\"customer\":{\"name\":{\"age\":1},\"age\":42}}",
                Map.of("temperature", "-3.5"));

        assertThat(columns(decoder, record)).isEqualTo("42 3 17 -3.5 0 1");
        assertThat(columns(decoder(new Feature(FieldPath.parse("@key"), KINDS.get("seen"), Missing.REJECTED)), record))
                .isEqualTo("'{\"shop\":17}'");
    }

    private static Feature plain(String field) {
        return new Feature(FieldPath.parse(field), NumberKind.PLAIN, Missing.REJECTED);
    }

    @Test
    void readsLabelIdTimestampAndWeightFromFieldsOfTheirOwnNames() throws Exception {
        Fields fields = new Fields(
                List.of(plain("f")),
                FieldPath.parse("outcome.kind"),
                FieldPath.parse("@key"),
                FieldPath.parse("at"),
                FieldPath.parse("importance"));
        ExampleDecoder decoder = new ExampleDecoder(
                new ExampleSchema(fields, Task.CLASSIFICATION, List.of("no", "yes")), FormatSettings.DEFAULT);

        decoder.decode(
                record(
                        "k-1",
                        "{\"f\":1,\"outcome\":{\"kind\":\"yes\"},\"at\":\"2026-01-01T00:00:00Z\",\"importance\":0.25}",
                        Map.of()),
                previous);

        assertThat(decoder.row().label()).isEqualTo(1);
        assertThat(decoder.row().id()).isEqualTo("k-1");
        assertThat(decoder.row().timestampOr(0)).isEqualTo(1_767_225_600_000L);
        assertThat(decoder.row().weight()).isCloseTo(0.25f, within(0f));
        for (String weight : List.of("-1", "\"heavy\"", "1e39", "NaN", "[1]")) {
            RawRecord record =
                    record(null, "{\"f\":1,\"outcome\":{\"kind\":\"yes\"},\"importance\":" + weight + "}", Map.of());
            assertThatThrownBy(() -> decoder.decode(record, previous))
                    .as(weight)
                    .hasMessage("\"importance\" is not a weight, a finite number of at least 0");
        }
    }

    @Test
    void takesNullForAbsent() throws Exception {
        ExampleDecoder decoder = decoder(plain("f"));

        decoder.decode(record(null, "{\"f\":1,\"id\":null,\"ts\":null,\"label\":0}", Map.of()), previous);

        assertThat(decoder.row().id()).isNull();
        assertThat(decoder.row().timestampOr(5)).isEqualTo(5);
    }

    @Test
    void knowsCloudEventsInBinaryMode() throws Exception {
        ExampleDecoder decoder = decoder(plain("f"));

        decoder.decode(
                record(
                        null,
                        "{\"f\":1,\"label\":0}",
                        Map.of(
                                "ce_specversion", "1.0",
                                "ce_id", "e-1",
                                "ce_time", "2026-01-01T00:00:00Z",
                                "content-type", "application/json")),
                previous);

        assertThat(decoder.row().id()).isEqualTo("e-1");
        assertThat(decoder.row().timestampOr(0)).isEqualTo(1_767_225_600_000L);
    }

    @Test
    void keepsNumbersThatFloat32WouldConfuse() throws Exception {
        ExampleDecoder decoder = decoder(plain("f"));

        columns(decoder, "\"f\":1767225600001");
        assertThat(decoder.row().isFloat32()).isFalse();
        columns(decoder, "\"f\":16777216");
        assertThat(decoder.row().isFloat32()).isTrue();
        columns(decoder, "\"f\":0.1");
        assertThat(decoder.row().isFloat32()).isFalse();
    }

    @Test
    void namesItsColumns() {
        List<String> names = new ArrayList<>();
        for (FeatureKind kind : Arrays.asList(NumberKind.PLAIN, KINDS.get("listed"), KINDS.get("german"))) {
            names.addAll(new Feature(FieldPath.named("f"), kind, new Missing(Missing.Rule.PREVIOUS, "", true))
                    .columnNames());
        }

        assertThat(names)
                .containsExactly(
                        "f",
                        "f missing",
                        "f red",
                        "f 7",
                        "f true",
                        "f any other",
                        "f missing",
                        "f sin hour",
                        "f cos hour",
                        "f missing");
    }
}
