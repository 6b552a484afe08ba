package org.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millrace.operators.schema.ExampleRow;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.PreviousValues;
import org.millrace.operators.schema.RowEncoder;

class GeneratedExamplesTest {

    @Test
    void areTheSameInEveryRunAndDifferFromEachOther() {
        GeneratedExamples examples = examples("json", ValueKind.UINT8, OptionalInt.of(10));
        assertThat(examples.training().size()).isEqualTo(10);
        assertThat(examples.training().get(3).features())
                .isEqualTo(examples("json", ValueKind.UINT8, OptionalInt.of(10))
                        .training()
                        .get(3)
                        .features())
                .isNotEqualTo(examples.training().get(4).features());
    }

    @Test
    void takeAByteForEachFeatureInTheBinaryFormat() {
        assertThat(written("binary", ValueKind.UINT8)).hasSize(26 + "generated-3".length() + 784);
        assertThat(written("binary", ValueKind.DECIMAL)).hasSize(26 + "generated-3".length() + 4 * 784);
    }

    @ParameterizedTest
    @EnumSource(ValueKind.class)
    void areWrittenAsTheyAre(ValueKind values) throws Exception {
        for (String name : FormatName.all()) {
            GeneratedExamples examples = examples(name, values, OptionalInt.of(10));
            RowEncoder encoder = new RowEncoder(schema(examples));
            examples.format().read(ByteBuffer.wrap(written(name, values)), encoder.values());
            ExampleRow read = encoder.encode(new PreviousValues());
            float[] features = new float[examples.features()];
            read.copyNumbers(features, 0);
            assertThat(features).isEqualTo(examples.training().get(3).features());
        }
    }

    @Test
    void decimalsHaveFourDigits() {
        float[] features = examples("json", ValueKind.DECIMAL, OptionalInt.of(1))
                .training()
                .get(0)
                .features();
        for (float feature : features) {
            assertThat(feature).isBetween(0f, 0.9999f);
            assertThat(Float.toString(Math.round(feature * 10_000) / 10_000f)).isEqualTo(Float.toString(feature));
        }
    }

    @Test
    void areAsManyAsSuitTheirSize() {
        int large = examples("json", ValueKind.DECIMAL, OptionalInt.empty())
                .training()
                .size();
        int small = examples("binary", ValueKind.UINT8, OptionalInt.empty())
                .training()
                .size();
        assertThat(large).isBetween(10_000, 60_000);
        assertThat(small).isBetween(200_000, 500_000);
    }

    private static byte[] written(String format, ValueKind values) {
        GeneratedExamples examples = examples(format, values, OptionalInt.of(10));
        return examples.format().write(examples.training().get(3), schema(examples));
    }

    private static ExampleSchema schema(GeneratedExamples examples) {
        return new ExampleSchema(examples.features(), examples.classes());
    }

    private static GeneratedExamples examples(String format, ValueKind values, OptionalInt number) {
        return GeneratedExamples.of(new TopicSettings(FormatName.parse(format), values, 784, 10, number, 1));
    }
}
