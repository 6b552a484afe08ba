package org.millrace.jobs.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.data.Dataset;
import org.millrace.model.loss.Task;
import org.millrace.operators.format.JsonExampleFormat;
import org.millrace.operators.format.LabelledExample;

class UserTableTest {

    private static final String ROWS = """
            1,5,a
            2.5,0.25,b
            -3,7,a
            4,8e-1,b
            5.5,1,a
            6,-2,b
            7,3,a
            8,4,b
            9,6,a
            """;
    private static final TableOptions HEADLESS =
            new TableOptions(TableFormat.CSV, false, Optional.empty(), false, List.of());

    @TempDir
    private Path directory;

    private final List<String> notes = new ArrayList<>();

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
        assertThat(json(dataset, 0)).isEqualTo("{\"x\":-1.5,\"y\":2000,\"kind\":\"b\"}");
    }

    @Test
    void theLabelMayStandInAnyColumn() {
        Dataset dataset = read("kind,x\n" + "b,1\na,2\nb,5\n".repeat(5));

        assertThat(dataset.training().get(0).features()).containsExactly(1);
        assertThat(dataset.training().get(0).label()).isEqualTo(1);
    }

    @Test
    void idsAreLineNumbersAlsoAfterEmptyLinesAndWithoutALastLineBreak() {
        Dataset dataset = read("x,y,kind\r\n\r\n" + ROWS.replace("\n", "\r\n") + ",,\r\n7,8,b");

        assertThat(IntStream.range(0, 10)
                        .mapToObj(i -> dataset.training().get(i).id().orElseThrow()))
                .containsExactly(
                        "line-3", "line-4", "line-5", "line-6", "line-7", "line-8", "line-9", "line-10", "line-11",
                        "line-13");
    }

    @Test
    void classesThatAreIntegersAreSortedAsNumbers() {
        assertThat(classes("10", "9", "-1")).containsExactly("-1", "9", "10");
        assertThat(classes("10", "9", "b")).containsExactly("10", "9", "b");
        assertThat(classes("yes", "no", "maybe")).containsExactly("maybe", "no", "yes");
    }

    @Test
    void writesAClassOnOneLine() {
        assertThat(classes("\"two\nlines\"", "grün é 日本", "C:\\tmp\\new"))
                .containsExactly("C:\\tmp\\new", "grün é 日本", "two lines");
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t", "|"})
    void findsOtherSeparators(String separator) {
        Dataset dataset = read(("\"x, mm\",\"y, N, peak\",kind\n1,2,a\n" + ROWS).replaceAll(",(?! )", separator));

        assertThat(dataset.features()).isEqualTo(2);
        assertThat(json(dataset, 0)).contains("\"x, mm\":1");
    }

    @Test
    void readsNumbersWithBlanksBetweenThem() {
        Dataset dataset = UserTable.read(
                file(" 0.1  18.00\t1\n 2.5   3.00  0\n0.7 4 1\n".repeat(4), UTF_8),
                Optional.of("3"),
                Task.CLASSIFICATION,
                HEADLESS,
                notes::add);

        assertThat(dataset.training().get(0).features()).containsExactly(0.1f, 18);
        assertThat(dataset.classes()).containsExactly("0", "1");
    }

    @Test
    void takesQuotesBlanksAndAByteOrderMark() {
        Dataset dataset = read("\uFEFF\"x\", y ,kind\n 1 ,\"2\",\"b, or c\"\n1,2,\"b, or c\"\n" + ROWS);

        assertThat(dataset.classes()).containsExactly("a", "b", "b, or c");
        assertThat(dataset.training().get(0).features()).containsExactly(1, 2);
    }

    @Test
    void readsCompressedFiles() throws IOException {
        byte[] text = ("x,y,kind\n1,2,a\n" + ROWS).getBytes(UTF_8);
        Path gzip = directory.resolve("my table.csv.gz");
        try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            stream.write(text);
        }
        Path zip = directory.resolve("my table.zip");
        Files.write(zip, zipped("data/table.csv", text));

        for (Path file : List.of(gzip, zip)) {
            Dataset dataset = read(file);

            assertThat(dataset.name()).isEqualTo("my-table");
            assertThat(dataset.training().size()).isEqualTo(10);
        }
        Files.write(zip, zipped("a.csv", text, "b.csv", text));
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read(zip))
                .withMessage(zip + " cannot be read: a zip archive of several files, such as a.csv and b.csv; unpack it"
                        + " and name one");
    }

    private static byte[] zipped(Object... namesAndContents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream archive = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                archive.putNextEntry(new ZipEntry((String) namesAndContents[i]));
                archive.write((byte[]) namesAndContents[i + 1]);
            }
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 2.5 -3e2 7 8          | number                | 1",
                "1 NA 3 ? 8              | number                | 1",
                "yes no yes no yes       | flag                  | yes",
                "red blue red blue red   | category of 2 words   | red",
                "2026-01-01 2026-02-01 2026-03-01 2026-04-01 2026-05-01 | time | 2026-01-01",
                "1/31/2011 2/1/2011 2/2/2011 2/3/2011 2/4/2011 | time           | 1/31/2011",
                "a b c d e               | category of 5 words   | a",
                "5 5 5 5 5               | left out: it never changes | 5",
                "NA null ? NaN None      | left out: it has no values | ",
            })
    void takesColumnsForWhatTheirCellsAre(String cells, String meaning, String example) {
        StringBuilder text = new StringBuilder("x,kind,z\n");
        for (int i = 0; i < 4; i++) {
            for (String cell : cells.split(" ", -1)) {
                text.append(cell)
                        .append(i % 2 == 0 ? ",a," : ",b,")
                        .append(i * i)
                        .append('\n');
            }
        }

        read(text.toString());

        String line = notes.get(0).lines().skip(1).findFirst().orElseThrow();
        assertThat(line).startsWith("  x").endsWith(meaning);
        assertThat(example == null || line.contains(example)).as(line).isTrue();
    }

    @Test
    void leavesOutWhatCountsTheRowsAndWhatIsFreeText() {
        StringBuilder text = new StringBuilder(",name,x,kind,\n");
        for (int i = 0; i < 40; i++) {
            text.append(i + 100)
                    .append(",Text ")
                    .append(i)
                    .append(',')
                    .append(i * i)
                    .append(i % 2 == 0 ? ",a,\n" : ",b,\n");
        }

        Dataset dataset = read(text.toString());

        assertThat(dataset.features()).isEqualTo(1);
        assertThat(notes.get(0))
                .contains("column 1")
                .contains("left out: it counts the records")
                .contains("left out: 40 different texts in 40 records")
                .doesNotContain("column 5");
    }

    @Test
    void fillsMissingCellsAndMarksThem() {
        Dataset dataset = read("x,c,kind\n" + "1,red,a\n,blue,b\nNA,,a\n4,red,b\n".repeat(4));

        assertThat(dataset.features()).isEqualTo(2 + 4);
        assertThat(dataset.training().get(0).features()).containsExactly(1, 0, 1, 0, 0, 0);
        assertThat(dataset.training().get(1).features()).containsExactly(Float.NaN, 1, 0, 1, 0, 0);
        assertThat(dataset.training().get(2).features()).containsExactly(Float.NaN, 1, 0, 0, 1, 1);
    }

    @Test
    void passesOverRowsWithoutALabelAndSaysSo() {
        Dataset dataset = read("x,y,kind\n1,2,\n1,2,NA\n" + ROWS + "1,3,a\n");

        assertThat(dataset.training().size()).isEqualTo(10);
        assertThat(notes).contains("2 of 12 rows have nothing in column 'kind' and are passed over");
    }

    @Test
    void fillsShortRowsAndNamesLongOnes() {
        Dataset dataset = read("x,y,kind\n3,4,b,9\n" + ROWS + "1\n");

        assertThat(dataset.training().size()).isEqualTo(10);
        assertThat(notes.toString())
                .contains("1 of 11 rows have nothing in column 'kind'")
                .contains("column 4");
    }

    @Test
    void givesColumnsOfTheSameNameNamesOfTheirOwn() {
        Dataset dataset = read("x,x,kind\n1,2,a\n" + ROWS);

        assertThat(json(dataset, 0)).isEqualTo("{\"x\":1,\"x 2\":2,\"kind\":\"a\"}");
    }

    @Test
    void readsDecimalCommasWhenTold() {
        Dataset dataset = UserTable.read(
                file("x;kind\n" + "1.234,5;a\n-0,5;b\n3;a\n".repeat(4), UTF_8),
                Optional.of("kind"),
                Task.CLASSIFICATION,
                new TableOptions(TableFormat.CSV, true, Optional.empty(), true, List.of()),
                notes::add);

        assertThat(dataset.training().get(0).features()).containsExactly(1234.5f);
    }

    @Test
    void ignoresColumnsWhenTold() {
        TableOptions options = new TableOptions(TableFormat.CSV, true, Optional.empty(), false, List.of("y"));
        Path file = file("x,y,kind\n1,2,a\n" + ROWS, UTF_8);

        assertThat(UserTable.read(file, Optional.of("kind"), Task.CLASSIFICATION, options, notes::add)
                        .features())
                .isEqualTo(1);
        TableOptions wrong = new TableOptions(TableFormat.CSV, true, Optional.empty(), false, List.of("z"));
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> UserTable.read(file, Optional.of("kind"), Task.CLASSIFICATION, wrong, notes::add))
                .withMessage(file + " has no column 'z' to ignore; it has x, y, kind");
    }

    @Test
    void listsTheColumnsIfThereIsNoSuchLabel() {
        assertFails("x,y,sort\n" + ROWS, "FILE has no column 'kind'; it has x, y, sort");
        String wide = IntStream.range(0, 25).mapToObj(column -> "c" + column).collect(Collectors.joining(","));
        assertFails(
                wide + "\n",
                "FILE has no column 'kind'; it has c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, "
                        + "c15, c16, c17, c18, c19 and 5 more");
        assertFails(
                ROWS,
                "FILE has no column 'kind'; its first line looks like data: 1, 5, a; without a header line, give"
                        + " --no-header and --label with the number of a column, 1 to 3");
    }

    @Test
    void readsTablesWithoutAHeader() {
        Dataset dataset = UserTable.read(
                file(ROWS + "1,1,a\n", UTF_8), Optional.of("3"), Task.CLASSIFICATION, HEADLESS, notes::add);

        assertThat(dataset.training().size()).isEqualTo(10);
        assertThat(json(dataset, 0)).isEqualTo("{\"1\":1,\"2\":5,\"3\":\"a\"}");
    }

    @Test
    void refusesTablesThatTellNothing() {
        assertFails("", "FILE is empty; it needs a header line and rows");
        assertFails("x,y,kind\n", "FILE has 0 rows; at least 10 are needed");
        assertFails("x,y,kind\n" + ROWS, "FILE has 9 rows; at least 10 are needed");
        assertFails("kind\na\nb\n", "FILE has no column besides 'kind'; features are needed");
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
                .isThrownBy(() -> read(missing))
                .withMessage("file not found: " + missing);
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read(file("größe,y,kind\n" + ROWS, ISO_8859_1)))
                .withMessageEndingWith("is not text in UTF-8; save it as such");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read(directory))
                .withMessage(directory + " cannot be read: Is a directory");
    }

    @Test
    void readsNumbersToPredict() {
        Dataset dataset = UserTable.read(
                file("rooms,price\n" + "3,1.5e2\n2,-7.25\n".repeat(5), UTF_8),
                Optional.of("price"),
                Task.REGRESSION,
                TableOptions.NONE,
                notes::add);

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
                .isThrownBy(() ->
                        UserTable.read(words, Optional.of("price"), Task.REGRESSION, TableOptions.NONE, notes::add))
                .withMessage(
                        words + ": column 'price', line 3: 'cheap' is not a number; a regression predicts numbers");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() ->
                        UserTable.read(words, Optional.of("price"), Task.MULTI_LABEL, TableOptions.NONE, notes::add))
                .withMessageContaining("model.task multi-label");
    }

    @Test
    void readsASmallTableMoreOften() {
        assertThat(read("x,y,kind\n1,2,a\n" + ROWS).featureSettings()).containsEntry("training.passes", 200);
        assertThat(read("x,y,kind\n" + ROWS.repeat(1000)).featureSettings()).containsEntry("training.passes", 10);
    }

    private void assertFails(String text, String message) {
        Path file = file(text, UTF_8);
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read(file))
                .withMessage(message.replace("FILE", file.toString()));
    }

    private List<String> classes(String first, String second, String third) {
        return read("x,kind\n" + ("1," + first + "\n2," + second + "\n7," + third + "\n").repeat(4))
                .classes();
    }

    private static String json(Dataset dataset, int index) {
        byte[] value = dataset.value(dataset.training().get(index));
        return new String(value, UTF_8);
    }

    private Dataset read(String text) {
        return read(file(text, UTF_8));
    }

    private Dataset read(Path file) {
        return UserTable.read(file, Optional.of("kind"), Task.CLASSIFICATION, TableOptions.NONE, notes::add);
    }

    private Path file(String text, Charset charset) {
        try {
            return Files.write(directory.resolve("my table.csv"), text.getBytes(charset));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
