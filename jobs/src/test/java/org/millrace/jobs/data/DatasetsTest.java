package org.millrace.jobs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.millrace.jobs.config.ConfigException;
import org.millrace.operators.format.JsonExampleFormat;
import org.millrace.operators.format.LabelledExample;

class DatasetsTest {

    @Test
    void digitsAreBuiltIn() {
        Dataset digits = Datasets.named("digits", Optional.empty());

        assertThat(digits.name()).isEqualTo("digits");
        assertThat(digits.preset()).isEqualTo("digits");
        assertThat(digits.features()).isEqualTo(64);
        assertThat(digits.classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(digits.training().size()).isEqualTo(1797);
        assertThat(digits.test()).isEmpty();
        assertThat(digits.format()).isInstanceOf(JsonExampleFormat.class);
    }

    @Test
    void digitsHavePixelsFromZeroToSixteenAndEveryClass() {
        Dataset.Part digits = Datasets.named("digits", Optional.empty()).training();

        LabelledExample first = digits.get(0);
        assertThat(first.id()).contains("digits-0");
        assertThat(first.label()).isZero();
        assertThat(first.features()).hasSize(64).startsWith(0, 0, 5, 13, 9, 1, 0, 0);
        assertThat(IntStream.range(0, digits.size()).mapToObj(digits::get)).allSatisfy(example -> {
            assertThat(example.label()).isBetween(0, 9);
            for (float pixel : example.features()) {
                assertThat(pixel).isBetween(0f, 16f);
            }
        });
    }

    @Test
    void whoeverChangesAnExampleChangesACopy() {
        Dataset.Part digits = Datasets.named("digits", Optional.empty()).training();

        digits.get(0).features()[2] = 99;

        assertThat(digits.get(0).features()[2]).isEqualTo(5);
    }

    @Test
    void listsTheKnownNamesForAnUnknownOne() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Datasets.named("cifar", Optional.empty()))
                .withMessage("unknown dataset cifar; known are digits and fashion-mnist, and --csv FILE reads your own "
                        + "table");
    }

    @Test
    void refusesADirectoryForWhatIsBuiltIn() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Datasets.named("digits", Optional.of(Path.of("data"))))
                .withMessage("the dataset digits is built in and takes no --data; use --dataset fashion-mnist or "
                        + "--csv FILE");
    }
}
