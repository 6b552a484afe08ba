package org.millrace.jobs.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.jobs.config.ConfigException;
import org.millrace.model.loss.Task;
import org.millrace.operators.format.BinaryExampleFormat;
import org.millrace.operators.format.JsonExampleFormat;

class LibsvmFileTest {

    private static final String ROWS = """
            # a comment
            +1 qid:3 1:0.5 4:-2e1 # of a row

            -1 2:1
            +1 1:1 3:7
            -1
            """;

    @TempDir
    private Path directory;

    private Dataset read(String text, Task task) throws IOException {
        return LibsvmFile.read(Files.writeString(directory.resolve("a1a.train"), text), task);
    }

    @Test
    void readsSparseRowsAsDenseOnes() throws IOException {
        Dataset dataset = read(ROWS, Task.CLASSIFICATION);

        assertThat(dataset.name()).isEqualTo("a1a");
        assertThat(dataset.features()).isEqualTo(4);
        assertThat(dataset.classes()).containsExactly("-1", "1");
        assertThat(dataset.training().size()).isEqualTo(4);
        assertThat(dataset.training().get(0).features()).containsExactly(0.5f, 0, 0, -20);
        assertThat(dataset.training().get(0).label()).isEqualTo(1);
        assertThat(dataset.training().get(0).id()).contains("line-2");
        assertThat(dataset.training().get(3).features()).containsOnly(0);
        assertThat(dataset.format()).isInstanceOf(JsonExampleFormat.class);
    }

    @Test
    void readsNumbersToPredict() throws IOException {
        Dataset dataset = read("2.5 1:1\n-3 2:1\n", Task.REGRESSION);

        assertThat(dataset.classes()).containsExactly("label");
        assertThat(dataset.training().get(0).targets()).containsExactly(2.5f);
    }

    @Test
    void wideRowsTravelAsBytes() throws IOException {
        Dataset dataset = read("1 1:1\n2 200000:3\n1 1:2\n2 7:1\n", Task.CLASSIFICATION);

        assertThat(dataset.features()).isEqualTo(200_000);
        assertThat(dataset.format()).isInstanceOf(BinaryExampleFormat.class);
        assertThat(dataset.value(dataset.training().get(1))).hasSizeBetween(800_000, 1_000_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 0:1 | line 1: a feature is written INDEX:VALUE, with an index of at least 1: 0:1",
                "1 a | line 1: a feature is written INDEX:VALUE, with an index of at least 1: a",
                "1 1:1:1 | line 1: a feature is written INDEX:VALUE, with an index of at least 1: 1:1:1",
                "x 1:1 | line 1: the label must be a number: x",
                "1 1:x | line 1: feature 1 is not a number: x",
                "1 1:1e300 | line 1: feature 1 is beyond float32: 1e300",
                "1 3:1 2:1 | line 1: feature 2 comes after 3; indices must rise",
                "1 999999:1 | line 1: feature 999,999 is beyond the limit of 250,000",
                "1~2 | has no rows with features, such as: 1 3:0.5 7:1",
                "1 1:1~1 2:1 | has 1 different labels in 2 rows; a classification needs 2 or more, and several rows of each; --set model.task=regression predicts numbers",
                "1 1:1~2 2:1 | has 2 different labels in 2 rows; a classification needs 2 or more, and several rows of each; --set model.task=regression predicts numbers"
            })
    void namesTheLineOfAMistake(String text, String message) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read(text.replace('~', '\n'), Task.CLASSIFICATION))
                .withMessageEndingWith(message);
    }

    @Test
    void neverEndsInAnotherException() throws IOException {
        byte[] whole = ROWS.repeat(3).getBytes(UTF_8);
        Random random = new Random(6);
        int read = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = whole.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) " \n:+-e.#019x\u00e9".charAt(random.nextInt(13));
            }
            try {
                LibsvmFile.read(Files.write(directory.resolve("m"), bytes), Task.CLASSIFICATION)
                        .training()
                        .get(0);
                read++;
            } catch (ConfigException e) {
                assertThat(e.getMessage()).doesNotContain("\n").isNotBlank();
            }
        }
        assertThat(read).isBetween(100, 2_900);
    }
}
