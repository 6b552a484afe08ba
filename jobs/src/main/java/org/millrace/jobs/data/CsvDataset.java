package org.millrace.jobs.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.millrace.jobs.config.ConfigException;
import org.millrace.model.loss.Task;

/**
 * Anyone's own table: CSV in UTF-8, plain or compressed with gzip, with a header line and a comma, semicolon or tab between
 * the cells. One column holds the class of each example, as a number or a word, or a number to predict; all others are features and hold numbers.
 */
public final class CsvDataset {

    private static final String PRESET = "csv";
    private static final int LONGEST_HEADER = 1 << 24;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private CsvDataset() {}

    /**
     * Reads a table. Examples have the number of their line for an id, such as {@code line-17}.
     *
     * @param label name of the column that holds the class, or in a regression the number to predict
     * @param task of the network: decides whether the label is a class or a number
     * @throws ConfigException if the file is missing or not such a table; the message names the column and the line
     */
    public static Dataset read(Path file, String label, Task task) {
        if (task == Task.MULTI_LABEL) {
            throw new ConfigException(
                    "a table has one label per row; for model.task multi-label write your examples to a topic and use train");
        }
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(DataFile.open(file), UTF_8.newDecoder()))) {
            skipByteOrderMark(reader);
            CSVFormat format = CSVFormat.DEFAULT
                    .builder()
                    .setDelimiter(delimiter(reader))
                    .setTrim(true)
                    .setIgnoreEmptyLines(true)
                    .get();
            return read(format.parse(reader), file, label, task);
        } catch (NoSuchFileException e) {
            throw new ConfigException("file not found: " + file, e);
        } catch (CharacterCodingException e) {
            throw new ConfigException(file + " is not text in UTF-8; save it as such", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (UncheckedIOException e) {
            throw unreadable(file, e.getCause());
        }
    }

    private static Dataset read(CSVParser parser, Path file, String label, Task task) {
        CsvTable table = null;
        for (CSVRecord record : parser) {
            if (table == null) {
                table = new CsvTable(CsvHeader.of(file, record.toList(), label), task);
            } else {
                table.add(record.values(), parser.getCurrentLineNumber());
            }
        }
        if (table == null) {
            throw new ConfigException(file + " is empty; it needs a header line and rows");
        }
        return table.toDataset(name(file), PRESET);
    }

    private static void skipByteOrderMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
    }

    /** The one of comma, semicolon and tab that the header line has most of. */
    private static char delimiter(BufferedReader reader) throws IOException {
        reader.mark(LONGEST_HEADER);
        String header = reader.readLine();
        reader.reset();
        char delimiter = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(header, candidate) > count(header, delimiter)) {
                delimiter = candidate;
            }
        }
        return delimiter;
    }

    private static long count(String header, char delimiter) {
        return header == null
                ? 0
                : header.chars().filter(character -> character == delimiter).count();
    }

    /** The name of the file without its endings, in the characters that the name of a model may have. */
    private static String name(Path file) {
        String name = file.getFileName()
                .toString()
                .replaceFirst("(?i)\\.gz$", "")
                .replaceFirst("(?i)\\.[a-z]{1,4}$", "")
                .replaceAll("[^A-Za-z0-9._-]+", "-");
        return name.isEmpty() ? PRESET : name.substring(0, Math.min(100, name.length()));
    }

    private static ConfigException unreadable(Path file, IOException e) {
        String problem = e.getMessage() == null
                ? ""
                : ": " + e.getMessage().lines().findFirst().orElse("");
        return new ConfigException(file + " cannot be read" + problem, e);
    }
}
