package org.millrace.jobs.data.generator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.millrace.jobs.config.ConfigException;
import org.millrace.operators.format.LabelledExample;

class GeneratorsTest {

    static List<String> names() {
        return List.of(Generators.names().split(", ", -1));
    }

    private static Generator generator(String name) {
        return Generators.named(name, 7, Map.of());
    }

    private static Stream<LabelledExample> examples(String name, DriftSchedule schedule) {
        GeneratedExamples examples = new GeneratedExamples(generator(name), schedule, 0, 7);
        return Stream.generate(examples::next);
    }

    private static long checksum(Stream<LabelledExample> examples) {
        CRC32 checksum = new CRC32();
        examples.forEach(example -> checksum.update(
                (Arrays.toString(example.features()) + example.label() + example.id()).getBytes(UTF_8)));
        return checksum.getValue();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyRowFitsTheFieldsAndTheClasses(String name) {
        Generator generator = generator(name);

        for (int concept = 0; concept < generator.concepts(); concept++) {
            Concept rows = generator.concept(concept);
            for (int n = 0; n < 500; n++) {
                Row row = rows.next();
                assertThat(row.label()).isBetween(0, generator.classes().size() - 1);
                assertThat(row.values()).hasSameSizeAs(generator.fields().toArray());
                for (int i = 0; i < row.values().length; i++) {
                    Field field = generator.fields().get(i);
                    float value = row.values()[i];
                    switch (field.kind()) {
                        case NUMBER -> assertThat(value).isFinite();
                        case FLAG -> assertThat(value).isIn(0f, 1f);
                        case CATEGORY -> {
                            assertThat(value).isEqualTo((int) value);
                            assertThat((int) value).isBetween(0, field.values().size() - 1);
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void isTheSameInEveryRun(String name) {
        DriftSchedule gradual = new DriftSchedule(List.of(300L), OptionalLong.of(500), 100);

        assertThat(checksum(examples(name, gradual).limit(2_000)))
                .isEqualTo(checksum(examples(name, gradual).limit(2_000)));
        assertThat(checksum(examples(name, gradual).limit(2_000)))
                .isNotEqualTo(checksum(examples(name, DriftSchedule.NONE).limit(2_000)));
    }

    /** On every machine, in every version. */
    @ParameterizedTest
    @CsvSource({
        "sea, 1268646126",
        "stagger, 4174791856",
        "led, 1378514369",
        "agrawal, 2834757123",
        "hyperplane, 935353521",
        "rbf, 3242066176",
        "sine, 4011278674",
    })
    void neverChanges(String name, long checksum) {
        assertThat(checksum(examples(name, DriftSchedule.NONE).limit(1_000))).isEqualTo(checksum);
    }

    @Test
    void drawsOtherExamplesForAnotherSeed() {
        assertThat(generator("sea").concept(0).next().values())
                .isNotEqualTo(
                        Generators.named("sea", 8, Map.of()).concept(0).next().values())
                .isNotEqualTo(generator("sea").concept(1).next().values());
    }

    @Test
    void changesItsConceptAtTheDrift() {
        DriftSchedule schedule = new DriftSchedule(List.of(1_000L, 1_500L, 2_000L), OptionalLong.empty(), 0);
        Generator stagger = generator("stagger");
        GeneratedExamples examples = new GeneratedExamples(stagger, schedule, 0, 7);

        // After the third concept comes the first again.
        assertConcept(examples, 0, 1_000);
        assertConcept(examples, 1, 500);
        assertConcept(examples, 2, 500);
        assertConcept(examples, 0, 500);
        assertThat(examples.next().id()).contains("stagger-2500");
    }

    private static void assertConcept(GeneratedExamples examples, int concept, int count) {
        assertThat(Stream.generate(examples::next).limit(count))
                .allMatch(example -> (example.label() == 1) == Stagger.isMember(concept, example.features()));
    }

    @Test
    void beginsWithTheConceptThatIsAskedFor() {
        GeneratedExamples examples = new GeneratedExamples(generator("stagger"), DriftSchedule.NONE, 2, 7);

        assertThat(Stream.generate(examples::next).limit(200))
                .allMatch(example -> (example.label() == 1) == Stagger.isMember(2, example.features()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "see | NOISE | 0.1 | unknown generator see; known are sea, stagger, led, agrawal, hyperplane, rbf, sine",
                "sea | SPEED | 0.1 | the generator sea has no --speed; it has --noise",
                "sea | NOISE | 1.5 | --noise must be in [0, 1]: 1.5",
                "sine | FEATURES | 5 | --features must be a whole number in 2..4: 5.0",
                "led | DRIFTING | 8 | --drifting must be a whole number in 1..7: 8.0",
                "hyperplane | DRIFTING | 11 | --drifting must be a whole number in 0..10: 11.0",
            })
    void saysWhatIsWrong(String name, Parameter parameter, double value, String message) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Generators.named(name, 1, Map.of(parameter, value)))
                .withMessage(message);
    }
}
