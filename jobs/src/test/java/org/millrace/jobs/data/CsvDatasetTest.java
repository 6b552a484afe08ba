package org.millrace.jobs.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.jobs.config.ConfigException;
import org.millrace.model.loss.Task;
import org.millrace.operators.format.JsonExampleFormat;
import org.millrace.operators.format.LabelledExample;

class CsvDatasetTest {

    /** Nine rows that are right, to stand before or after the one that a test is about. */
    private static final String ROWS = "1,2,a\n3,4,b\n5,6,a\n1,2,b\n3,4,a\n5,6,b\n1,2,a\n3,4,b\n5,6,a\n";

    @TempDir
    private Path directory;

    @Test
    void readsFeaturesAndLabels() {
        Dataset dataset = read("x,y,kind\n-1.5,2e3,b\n" + ROWS);

        assertThat(dataset.name()).isEqualTo("my-table");
        assertThat(dataset.preset()).isEqualTo("csv");
        assertThat(dataset.features()).isEqualTo(2);
        assertThat(dataset.classes()).containsExactly("a", "b");
        assertThat(dataset.test()).isEmpty();
        assertThat(dataset.format()).isInstanceOf(JsonExampleFormat.class);
        assertThat(dataset.training().size()).isEqualTo(10);
        LabelledExample first = dataset.training().get(0);
        assertThat(first.id()).contains("line-2");
        assertThat(first.features()).containsExactly(-1.5f, 2000);
        assertThat(first.label()).isEqualTo(1);
    }

    @Test
    void theLabelMayStandInAnyColumn() {
        Dataset dataset =
                CsvDataset.read(file("kind,x\n" + "b,1\na,2\n".repeat(5), UTF_8), "kind", Task.CLASSIFICATION);

        assertThat(dataset.training().get(0).features()).containsExactly(1);
        assertThat(dataset.training().get(0).label()).isEqualTo(1);
    }

    @Test
    void idsAreLineNumbersAlsoAfterEmptyLinesAndWithoutALastLineBreak() {
        Dataset dataset = read("x,y,kind\r\n\r\n" + ROWS.replace("\n", "\r\n") + "7,8,b");

        assertThat(ids(dataset))
                .containsExactly(
                        "line-3", "line-4", "line-5", "line-6", "line-7", "line-8", "line-9", "line-10", "line-11",
                        "line-12");
    }

    @Test
    void classesThatAreIntegersAreSortedAsNumbers() {
        assertThat(classes("10", "9", "-1")).containsExactly("-1", "9", "10");
        assertThat(classes("10", "9", "b")).containsExactly("10", "9", "b");
        assertThat(classes("yes", "no", "maybe")).containsExactly("maybe", "no", "yes");
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t"})
    void takesOtherDelimiters(String delimiter) {
        Dataset dataset = read(("x,y,kind\n1,2,a\n" + ROWS).replace(",", delimiter));

        assertThat(dataset.features()).isEqualTo(2);
    }

    @Test
    void takesQuotesBlanksAndAByteOrderMark() {
        Dataset dataset = read("\uFEFF\"x\", y ,kind\n 1 ,\"2\",\"b, or c\"\n" + ROWS);

        assertThat(dataset.classes()).containsExactly("a", "b", "b, or c");
        assertThat(dataset.training().get(0).features()).containsExactly(1, 2);
    }

    @Test
    void readsCompressedFiles() throws IOException {
        Path file = directory.resolve("my table.csv.gz");
        try (GZIPOutputStream stream = new GZIPOutputStream(Files.newOutputStream(file))) {
            stream.write(("x,y,kind\n1,2,a\n" + ROWS).getBytes(UTF_8));
        }

        Dataset dataset = CsvDataset.read(file, "kind", Task.CLASSIFICATION);

        assertThat(dataset.name()).isEqualTo("my-table");
        assertThat(dataset.training().size()).isEqualTo(10);
    }

    @Test
    void namesColumnAndLineOfWhatIsNotANumber() {
        assertFails(
                "x,city,kind\n1,2,a\n3,Perth,b\n" + ROWS,
                "FILE: column 'city', line 3: 'Perth' is not a number; remove the column or encode it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "1e39", "1d", "2f", "0x1p3 m", "1,5", "?"})
    void refusesWhatIsNotAFiniteNumber(String cell) {
        assertFails(
                "x,y,kind\n1,\"" + cell + "\",a\n" + ROWS,
                "FILE: column 'y', line 2: '" + cell + "' is not a number; remove the column or encode it");
    }

    @Test
    void refusesEmptyCells() {
        assertFails(
                "x,y,kind\n1,,a\n" + ROWS, "FILE: column 'y', line 2: the cell is empty; fill it or remove the row");
        assertFails(
                "x,y,kind\n1,2,\n" + ROWS, "FILE: column 'kind', line 2: the cell is empty; fill it or remove the row");
    }

    @Test
    void refusesRaggedRows() {
        assertFails("x,y,kind\n1,2,a\n1,a\n" + ROWS, "FILE, line 3: 2 cells, but the header line has 3");
        assertFails("x,y,kind\n1,2,3,a\n" + ROWS, "FILE, line 2: 4 cells, but the header line has 3");
    }

    @Test
    void listsTheColumnsIfThereIsNoSuchLabel() {
        assertFails("x,y,sort\n" + ROWS, "FILE has no column 'kind'; it has x, y, sort");
        String wide = IntStream.range(0, 25).mapToObj(column -> "c" + column).collect(Collectors.joining(","));
        assertFails(
                wide + "\n",
                "FILE has no column 'kind'; it has c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, "
                        + "c15, c16, c17, c18, c19 and 5 more");
    }

    @Test
    void refusesHeadersThatNameTooLittle() {
        assertFails(
                ROWS.replace("a", "0").replace("b", "1"),
                "FILE has no header line; its first line must name the columns");
        assertFails(
                "x,,kind\n" + ROWS, "FILE: column 2 has no name in the header line; give it one or remove the column");
        assertFails("x,x,kind\n" + ROWS, "FILE has two columns 'x'; rename one");
        assertFails("kind\na\nb\n", "FILE has no column besides 'kind'; features are needed");
    }

    @Test
    void refusesTooFewRowsAndTooFewClasses() {
        assertFails("", "FILE is empty; it needs a header line and rows");
        assertFails("x,y,kind\n", "FILE has 0 rows; at least 10 are needed");
        assertFails("x,y,kind\n" + ROWS, "FILE has 9 rows; at least 10 are needed");
        assertFails(
                "x,y,kind\n" + "1,2,a\n".repeat(10),
                "FILE: column 'kind' holds only 'a'; at least 2 classes are needed");
    }

    @Test
    void refusesALabelThatIsRatherANumberToPredict() {
        String hint =
                ", which looks like a number to predict or an id rather than a class; choose another --label, or add --set model.task=regression";
        String prices = IntStream.range(0, 5000)
                .mapToObj(row -> "1,2," + row % 2500 + ".5\n")
                .collect(Collectors.joining());

        assertFails("x,y,kind\n" + prices, "FILE: column 'kind' holds 1001 different values in 1001 rows" + hint);
        assertFails(
                "x,y,kind\n1,2,c\n1,2,d\n1,2,e\n1,2,f\n1,2,g\n1,2,h\n" + ROWS,
                "FILE: column 'kind' holds 8 different values in 15 rows" + hint);
    }

    @Test
    void refusesAFileThatIsMissingOrNotText() throws IOException {
        Path missing = directory.resolve("missing.csv");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> CsvDataset.read(missing, "kind", Task.CLASSIFICATION))
                .withMessage("file not found: " + missing);
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(
                        () -> CsvDataset.read(file("größe,y,kind\n" + ROWS, ISO_8859_1), "kind", Task.CLASSIFICATION))
                .withMessageEndingWith("is not text in UTF-8; save it as such");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> CsvDataset.read(directory, "kind", Task.CLASSIFICATION))
                .withMessage(directory + " cannot be read: Is a directory");
    }

    @Test
    void readsNumbersToPredict() {
        Dataset dataset = CsvDataset.read(
                file("rooms,price\n" + "3,1.5e2\n2,-7.25\n".repeat(5), UTF_8), "price", Task.REGRESSION);

        assertThat(dataset.task()).isEqualTo(Task.REGRESSION);
        assertThat(dataset.classes()).containsExactly("price");
        assertThat(dataset.training().get(0).targets()).containsExactly(150);
        assertThat(dataset.training().get(1).targets()).containsExactly(-7.25f);
        assertThat(dataset.training().get(1).features()).containsExactly(2);
    }

    @Test
    void saysWhatATableCannotBeReadFor() {
        Path words = file("rooms,price\n" + "3,1\n2,cheap\n".repeat(5), UTF_8);

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> CsvDataset.read(words, "price", Task.REGRESSION))
                .withMessage(
                        words + ": column 'price', line 3: 'cheap' is not a number; a regression predicts numbers");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> CsvDataset.read(words, "price", Task.MULTI_LABEL))
                .withMessageContaining("model.task multi-label");
    }

    @Test
    void refusesQuotesThatAreNotClosed() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read("x,y,kind\n" + ROWS + "1,\"2,a\n"))
                .satisfies(thrown -> assertThat(thrown.getMessage())
                        .contains("cannot be read")
                        .doesNotContain("\n"));
    }

    private void assertFails(String text, String message) {
        Path file = file(text, UTF_8);
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> CsvDataset.read(file, "kind", Task.CLASSIFICATION))
                .withMessage(message.replace("FILE", file.toString()));
    }

    private List<String> classes(String first, String second, String third) {
        return read("x,kind\n" + ("1," + first + "\n2," + second + "\n3," + third + "\n").repeat(4))
                .classes();
    }

    private Dataset read(String text) {
        return CsvDataset.read(file(text, UTF_8), "kind", Task.CLASSIFICATION);
    }

    private Path file(String text, Charset charset) {
        try {
            return Files.write(directory.resolve("my table.csv"), text.getBytes(charset));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> ids(Dataset dataset) {
        Dataset.Part part = dataset.training();
        return IntStream.range(0, part.size())
                .mapToObj(index -> part.get(index).id().orElseThrow())
                .toList();
    }
}
