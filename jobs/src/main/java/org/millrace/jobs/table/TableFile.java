package org.millrace.jobs.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.data.DataFile;

/** The rows of a file in UTF-8, plain or compressed; of CSV, whatever stands between its cells. */
final class TableFile {

    private static final int LOOKED_AT = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private TableFile() {}

    /**
     * Reads all rows that have any cell.
     *
     * @param separator of CSV; empty to find out
     * @throws ConfigException if the file is missing, or not text in rows and cells
     */
    static TableContent read(Path file, TableFormat format, Optional<Character> separator) {
        try (InputStream stream = DataFile.open(file);
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(stream, UTF_8.newDecoder()), 2 * LOOKED_AT)) {
            skipByteOrderMark(reader);
            return switch (format) {
                case CSV -> TableContent.of(separated(reader, separator));
                case ARFF -> ArffFile.read(file, reader);
                case JSONL -> JsonLines.read(file, reader);
            };
        } catch (NoSuchFileException e) {
            throw new ConfigException("file not found: " + file, e);
        } catch (CharacterCodingException e) {
            throw new ConfigException(file + " is not text in UTF-8; save it as such", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof CharacterCodingException
                    ? new ConfigException(file + " is not text in UTF-8; save it as such", e)
                    : unreadable(file, e.getCause());
        } catch (CsvParseException e) {
            throw unreadable(file, e);
        }
    }

    private static List<TableRow> separated(BufferedReader reader, Optional<Character> separator) throws IOException {
        String beginning = beginning(reader);
        return separator.isEmpty() && Separators.areBlanks(beginning)
                ? blankSeparated(reader)
                : csv(reader, separator.orElseGet(() -> Separators.find(beginning)));
    }

    private static void skipByteOrderMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
    }

    private static String beginning(BufferedReader reader) throws IOException {
        char[] text = new char[LOOKED_AT];
        reader.mark(LOOKED_AT);
        int length = 0;
        int read;
        while (length < text.length && (read = reader.read(text, length, text.length - length)) > 0) {
            length += read;
        }
        reader.reset();
        return new String(text, 0, length);
    }

    private static List<TableRow> csv(BufferedReader reader, char separator) throws IOException {
        List<TableRow> rows = new ArrayList<>();
        try (CsvReader<TableRow> csv = CsvReader.builder()
                .fieldSeparator(separator)
                .ignoreDifferentFieldCount(true)
                .build(new RowHandler(), reader)) {
            csv.forEach(row -> add(row, rows));
        }
        return rows;
    }

    private static List<TableRow> blankSeparated(BufferedReader reader) throws IOException {
        List<TableRow> rows = new ArrayList<>();
        String text;
        for (long line = 1; (text = reader.readLine()) != null; line++) {
            add(new TableRow(line, Arrays.asList(text.strip().split("[ \t]+"))), rows);
        }
        return rows;
    }

    private static void add(TableRow row, List<TableRow> rows) {
        if (!row.isBlank()) {
            rows.add(row);
        }
    }

    private static ConfigException unreadable(Path file, Exception e) {
        String problem = Optional.ofNullable(e.getMessage())
                .flatMap(message -> message.lines().findFirst())
                .map(line -> ": " + line)
                .orElse("");
        return new ConfigException(file + " cannot be read" + problem, e);
    }

    /** Rows of any width, each cell without the blanks around it. */
    private static final class RowHandler extends AbstractBaseCsvCallbackHandler<TableRow> {

        private List<String> cells = new ArrayList<>();

        @Override
        protected void handleField(int index, char[] text, int from, int length, boolean quoted) {
            cells.add(new String(text, from, length).strip());
        }

        @Override
        protected RecordWrapper<TableRow> buildRecord() {
            TableRow row = new TableRow(getStartingLineNumber(), cells);
            cells = new ArrayList<>();
            return wrapRecord(row);
        }
    }
}
