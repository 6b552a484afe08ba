package org.millrace.jobs.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.data.Dataset;
import org.millrace.model.loss.Task;

/** Tables in ARFF, and as JSON line by line. */
class ArffAndJsonLinesTest {

    private static final String WEATHER = """
            % Quinlan's golf
            @RELATION 'play golf'

            @attribute outlook {sunny, overcast, 'rain, light', "it\\'s \\"wet\\""}
            @attribute 'wind speed' REAL
            @attribute gate {3, 1, 2}
            @attribute day date yyyy-MM-dd
            @attribute Class {yes, no, never}
            @data
            """;

    private static final String ROWS = """
            sunny, 1.5, 1, 2026-11-01, no
            overcast,2,2,'2026-11-02',yes
            'rain, light',?,3,2026-11-03,yes
            "it's \\"wet\\"",4,1,2026-11-04,no
            sunny,5,2,2026-11-05,?
            % in between
            {0 overcast, 1 6.5, 4 no}
            sunny,7,2,2026-11-07,yes
            sunny,8,3,2026-11-08,no
            overcast,9,1,2026-11-09,yes
            overcast,1,1,2026-11-10,yes
            sunny,2,3,2026-11-11,no
            sunny,3,2,2026-11-12,yes
            """;

    private static final String LINES = """
            {"size": 1.5, "colour": "red", "seen": {"at": 3}, "scores": [1, 2], "kind": "a", "vip": true}
            {"size": 2, "colour": "blue", "seen": {"at": 1}, "scores": [3, 4], "kind": "b", "vip": false}

            {"size": null, "colour": "red", "scores": [5, 6], "kind": "a", "vip": true, "late": 7}
            {"size": 4, "colour": "blue", "seen": {"at": 9}, "scores": [7, 2], "kind": "b", "vip": true}
            """;

    @TempDir
    private Path directory;

    private final List<String> notes = new ArrayList<>();

    private Dataset read(TableFormat format, String text, String label) throws IOException {
        return read(format, text.getBytes(UTF_8), Optional.ofNullable(label));
    }

    private Dataset read(TableFormat format, byte[] content, Optional<String> label) throws IOException {
        Path file = Files.write(directory.resolve("my table.txt"), content);
        TableOptions options = new TableOptions(format, true, Optional.empty(), false, List.of());
        return UserTable.read(file, label, Task.CLASSIFICATION, options, notes::add);
    }

    private static String json(Dataset dataset, int index) {
        return new String(dataset.value(dataset.training().get(index)), UTF_8);
    }

    @Test
    void readsAttributesOfEveryKind() throws IOException {
        Dataset dataset = read(TableFormat.ARFF, WEATHER + ROWS, null);

        assertThat(dataset.training().size()).isEqualTo(11);
        assertThat(json(dataset, 0))
                .isEqualTo(
                        "{\"outlook\":\"sunny\",\"wind speed\":1.5,\"gate\":\"1\",\"day\":\"2026-11-01\",\"Class\":\"no\"}");
        assertThat(json(dataset, 2))
                .isEqualTo("{\"outlook\":\"rain, light\",\"gate\":\"3\",\"day\":\"2026-11-03\",\"Class\":\"yes\"}");
        assertThat(json(dataset, 3)).contains("it's \\\"wet\\\"");
        // A sparse row has the first word and the number 0 where it says nothing.
        assertThat(json(dataset, 4)).contains("\"outlook\":\"overcast\"", "\"wind speed\":6.5", "\"gate\":\"3\"");
    }

    @Test
    void takesTheOrderOfWordsAndClassesFromTheHeader() throws IOException {
        Dataset dataset = read(TableFormat.ARFF, WEATHER + ROWS, null);

        assertThat(dataset.classes()).containsExactly("yes", "no");
        assertThat(notes).contains("The label is the attribute 'Class'; --label chooses another");
        assertThat(dataset.featureSettings().toString())
                .contains("[3, 1, 2]")
                .contains("[sunny, overcast, rain, light, ");
    }

    @Test
    void takesTheLastAttributeForTheLabelIfNoneIsCalledClass() throws IOException {
        read(TableFormat.ARFF, (WEATHER + ROWS).replace("@attribute Class", "@attribute play"), null);

        assertThat(notes).contains("The label is the attribute 'play'; --label chooses another");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "@attribute x real | has no line @data; is it an ARFF file?",
                "@data | line 1: the data begin before any @attribute",
                "@attribute x real~@attribute x real~@data | line 2: the attribute 'x' is declared twice",
                "@attribute x relational~@data | line 1: the attribute 'x' must be numeric, real, integer, string, date or {words}: relational",
                "@attribute~@data | line 1: an @attribute without a name",
                "@attribute x {}~@data | line 1: the attribute 'x' has no words",
                "x,y,z | line 1: neither @relation, @attribute nor @data: x,y,z",
                "@attribute x real~@attribute y {a}~@data~1,a,2 | line 4: 3 values for 2 attributes",
                "@attribute x real~@attribute y {a}~@data~'1,a | line 4: a quote is not closed: '1,a",
                "@attribute x real~@attribute y {a}~@data~{2 1} | line 4: a value of a sparse row begins with the number of an attribute, 0 to 1: 2 1",
                "@attribute x real~@attribute y {a}~@data~{0 1 | line 4: a sparse row must end with }"
            })
    void namesTheLineOfAMistakeInArff(String text, String message) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read(TableFormat.ARFF, text.replace('~', '\n'), null))
                .withMessageEndingWith(message);
    }

    @Test
    void readsJsonLineByLine() throws IOException {
        Dataset dataset = read(TableFormat.JSONL, LINES.repeat(3), "kind");

        assertThat(dataset.classes()).containsExactly("a", "b");
        assertThat(json(dataset, 0))
                .isEqualTo(
                        "{\"size\":1.5,\"colour\":\"red\",\"seen.at\":3,\"scores[0]\":1,\"scores[1]\":2,\"vip\":\"true\","
                                + "\"kind\":\"a\"}");
        assertThat(json(dataset, 2)).doesNotContain("size", "seen.at");
        assertThat(dataset.training().get(2).id()).contains("line-4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": 1}~[1, 2] | line 2 is not a JSON object; each line must be one",
                "{\"a\": 1}~7 | line 2 is not a JSON object; each line must be one",
                "{\"a\": 1 | line 1 is not JSON",
                "~ | is empty; it needs rows"
            })
    void namesTheLineThatIsNoJsonObject(String text, String message) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read(TableFormat.JSONL, text.replace('~', '\n'), "a"))
                .withMessageContaining(message);
    }

    @Test
    void readsCompressedFilesWithByteOrderMarksAndWindowsLines() throws IOException {
        String text = "\uFEFF" + (WEATHER + ROWS).replace("\n", "\r\n");
        Path file = directory.resolve("w.arff.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(UTF_8));
        }
        TableOptions options = new TableOptions(TableFormat.ARFF, true, Optional.empty(), false, List.of());

        Dataset dataset = UserTable.read(file, Optional.empty(), Task.CLASSIFICATION, options, notes::add);

        assertThat(dataset.training().size()).isEqualTo(11);
    }

    /** Whatever becomes of a file, it is a data set or one line about what is wrong. */
    @ParameterizedTest
    @CsvSource({"ARFF", "JSONL"})
    void neverEndsInAnotherException(TableFormat format) throws IOException {
        byte[] whole = (format == TableFormat.ARFF ? WEATHER + ROWS : LINES.repeat(4)).getBytes(UTF_8);
        Random random = new Random(5);
        int read = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = whole.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) " \n{},'\"\\?:[]@%0x\u00e9".charAt(random.nextInt(17));
            }
            try {
                Dataset dataset = read(format, bytes, Optional.of(format == TableFormat.ARFF ? "Class" : "kind"));
                json(dataset, 0);
                read++;
            } catch (ConfigException e) {
                assertThat(e.getMessage()).doesNotContain("\n").isNotBlank();
            }
        }
        assertThat(read).isBetween(100, 2_900);
    }
}
