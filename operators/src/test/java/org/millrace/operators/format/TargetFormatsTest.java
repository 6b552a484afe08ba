package org.millrace.operators.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.model.loss.Task;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.schema.ExampleSchema;

/** Labels of multi-label and regression. */
class TargetFormatsTest {

    private static final ExampleSchema PROPERTIES =
            new ExampleSchema(2, Task.MULTI_LABEL, List.of("sweet", "sour", "hot"));
    private static final ExampleSchema PRICE = new ExampleSchema(2, Task.REGRESSION, List.of("price"));
    private static final ExampleSchema PLACE = new ExampleSchema(2, Task.REGRESSION, List.of("x", "y"));

    private final JsonExampleFormat json = new JsonExampleFormat();
    private final BinaryExampleFormat binary = BinaryExampleFormat.float32();

    private static LabelledExample example(float... targets) {
        return LabelledExample.ofTargets(Optional.of("a-17"), OptionalLong.empty(), new float[] {0.5f, 255}, targets);
    }

    private static ExampleSchema schema(String name) {
        return switch (name) {
            case "properties" -> PROPERTIES;
            case "price" -> PRICE;
            default -> PLACE;
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "properties | [1,0,1]            | 1 0 1",
                "properties | [\"hot\",\"sour\"] | 0 1 1",
                "properties | []                 | 0 0 0",
                "price      | -12.5              | -12.5",
                "price      | [3]                | 3",
                "place      | [0.25,1e3]         | 0.25 1000"
            })
    void readsTargetsFromJson(String schema, String label, String targets) throws Exception {
        LabelledExample read = ExampleRows.read(json, record(label), schema(schema));

        assertThat(read.targets())
                .containsExactly(
                        Arrays.stream(targets.split(" ")).map(Float::valueOf).toArray(Float[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "properties | [1,0]           | WRONG_LABEL_COUNT   | expected a label of 3 values, found 2",
                "properties | [1,0,1,0]       | WRONG_LABEL_COUNT   | expected a label of 3 values, found 4",
                "properties | [1,0,2]         | UNKNOWN_LABEL       | the label's hot is neither 0 nor 1: 2.0",
                "properties | [\"bitter\"]    | UNKNOWN_LABEL       | label \"bitter\" is neither an index below 3 nor a class name: sweet, sour, hot",
                "properties | [\"hot\",1]     | MALFORMED           | \"label\" mixes texts with other values",
                "properties | [1,\"hot\",0]   | NOT_A_FINITE_NUMBER | \"label\"[1] is not a number: text",
                "properties | \"hot\"         | MALFORMED           | \"label\" is not an array of 0 and 1 or of class names",
                "price      | \"cheap\"       | NOT_A_FINITE_NUMBER | \"label\" is not a number: \"cheap\"",
                "price      | null            | MISSING_FIELD       | no \"label\"",
                "price      | [1,2]           | WRONG_LABEL_COUNT   | expected a label of 1 values, found 2",
                "price      | NaN             | NOT_A_FINITE_NUMBER | the label's price is not a finite float32: NaN",
                "place      | [1,1e39]        | NOT_A_FINITE_NUMBER | the label's y is not a finite float32: Infinity",
                "place      | 1               | WRONG_LABEL_COUNT   | expected a label of 2 values, found 1",
                "place      | [[1],2]         | NOT_A_FINITE_NUMBER | \"label\"[0] is not a number: an array"
            })
    void saysWhatIsWrongWithALabel(String schema, String label, Reason reason, String message) {
        BadExampleException e = catchThrowableOfType(
                BadExampleException.class, () -> ExampleRows.read(json, record(label), schema(schema)));

        assertThat(e).hasMessage(message);
        assertThat(e.reason()).isEqualTo(reason);
    }

    @Test
    void readsWhatItWrites() throws Exception {
        readsWhatItWrites(example(1, 0, 1), PROPERTIES, "[1,0,1]");
        readsWhatItWrites(example(-12.5f), PRICE, "-12.5");
        readsWhatItWrites(example(0.25f, 1000), PLACE, "[0.25,1000]");
    }

    private void readsWhatItWrites(LabelledExample example, ExampleSchema schema, String label) throws Exception {
        byte[] text = json.write(example, schema);
        assertThat(new String(text, UTF_8)).endsWith("\"label\":" + label + "}");
        for (LabelledExample read : List.of(
                ExampleRows.read(json, text, schema),
                ExampleRows.read(binary, binary.write(example, schema), schema),
                ExampleRows.read(binary, BinaryExampleFormat.uint8(1).write(example, schema), schema))) {
            assertThat(read.id()).isEqualTo(example.id());
            assertThat(read.targets()).isEqualTo(example.targets());
        }
    }

    @Test
    void refusesBinaryValuesOfAnotherTask() {
        ExampleSchema classes = new ExampleSchema(2, List.of("no", "yes"));
        byte[] ofClass = binary.write(
                new LabelledExample(Optional.empty(), OptionalLong.empty(), new float[] {1, 2}, 0), classes);
        byte[] ofTargets = binary.write(example(1, 2), PLACE);

        assertThat(reasonFor(ofClass, PRICE)).isEqualTo(Reason.MALFORMED);
        assertThat(reasonFor(ofTargets, classes)).isEqualTo(Reason.MALFORMED);
        assertThat(reasonFor(ofTargets, PRICE)).isEqualTo(Reason.WRONG_LABEL_COUNT);
        assertThat(reasonFor(Arrays.copyOf(ofTargets, ofTargets.length - 4), PLACE))
                .isEqualTo(Reason.MALFORMED);
        assertThat(reasonFor(binary.write(example(1, Float.NaN), PLACE), PLACE)).isEqualTo(Reason.NOT_A_FINITE_NUMBER);
        assertThat(reasonFor(binary.write(example(1, 0, 0.5f), PROPERTIES), PROPERTIES))
                .isEqualTo(Reason.UNKNOWN_LABEL);
    }

    private Reason reasonFor(byte[] value, ExampleSchema schema) {
        return catchThrowableOfType(BadExampleException.class, () -> ExampleRows.read(binary, value, schema))
                .reason();
    }

    private static byte[] record(String label) {
        return ("{\"features\":[1,2],\"label\":" + label + "}").getBytes(UTF_8);
    }
}
