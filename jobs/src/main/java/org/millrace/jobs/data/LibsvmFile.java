package org.millrace.jobs.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.millrace.jobs.config.ConfigException;
import org.millrace.model.loss.Task;
import org.millrace.operators.format.LabelledExample;
import org.millrace.operators.schema.FieldTexts;

/**
 * The sparse format of LIBSVM and SVMlight: on each line a label, then {@code index:value} with indices from 1 on, in rising order.
 * What is left out is 0. {@code qid:N} and what follows a {@code #} are passed over. In memory a row takes what it has, and becomes
 * dense when it is asked for.
 */
public final class LibsvmFile {

    private static final String PRESET = "csv";

    /** A row goes to Kafka as one array of float32, which must fit into a record. */
    private static final int MOST_FEATURES = 250_000;

    private static final int MOST_CLASSES = 1_000;

    private final Path file;
    private final Task task;
    private final List<Row> rows = new ArrayList<>();
    private int width;

    @SuppressWarnings("ArrayRecordComponent") // Rows are read, never compared.
    private record Row(long line, double label, int[] indices, float[] values) {}

    private LibsvmFile(Path file, Task task) {
        this.file = file;
        this.task = task;
    }

    /**
     * Reads a file, plain or compressed, as a data set.
     *
     * @param task of the network: decides whether labels are classes or numbers to predict
     * @throws ConfigException if the file is missing or not in this format; the message names the line
     */
    public static Dataset read(Path file, Task task) {
        if (task == Task.MULTI_LABEL) {
            throw new ConfigException(
                    "a LIBSVM file has one label per row; model.task multi-label needs a topic and train");
        }
        return new LibsvmFile(file, task).read();
    }

    private Dataset read() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(DataFile.open(file), UTF_8.newDecoder()))) {
            String text;
            for (long line = 1; (text = reader.readLine()) != null; line++) {
                String content = text.split("#", 2)[0].strip();
                if (!content.isEmpty()) {
                    rows.add(row(line, content.split("\\s+", -1)));
                }
            }
        } catch (NoSuchFileException e) {
            throw new ConfigException("file not found: " + file, e);
        } catch (CharacterCodingException e) {
            throw new ConfigException(file + " is not text", e);
        } catch (IOException e) {
            throw new ConfigException(file + " cannot be read: " + e.getMessage(), e);
        }
        if (width == 0) {
            throw new ConfigException(file + " has no rows with features, such as: 1 3:0.5 7:1");
        }
        return task == Task.REGRESSION ? regression() : classification();
    }

    private Dataset regression() {
        return new ArrayDataset(name(), PRESET, width, task, List.of("label"), new Rows(List.of()));
    }

    private Dataset classification() {
        TreeMap<Double, Integer> classes = new TreeMap<>();
        rows.forEach(row -> classes.put(row.label(), 0));
        if (classes.size() < 2 || classes.size() > Math.min(MOST_CLASSES, rows.size() / 2)) {
            throw new ConfigException(
                    "%s has %,d different labels in %,d rows; a classification needs 2 or more, and several rows of each;"
                                    .formatted(file, classes.size(), rows.size())
                            + " --set model.task=regression predicts numbers");
        }
        List<Double> labels = List.copyOf(classes.keySet());
        List<String> names = labels.stream().map(LibsvmFile::text).toList();
        return new ArrayDataset(name(), PRESET, width, task, names, new Rows(labels));
    }

    private String name() {
        return file.getFileName().toString().replaceFirst("\\.[^.]*$", "").replaceAll("[^A-Za-z0-9._-]+", "-");
    }

    private static String text(double label) {
        return label == Math.rint(label) && Math.abs(label) < 1e15
                ? String.format(Locale.ROOT, "%.0f", label)
                : String.valueOf(label);
    }

    private Row row(long line, String[] cells) {
        OptionalDouble label = FieldTexts.number(cells[0]);
        if (label.isEmpty()) {
            throw wrong(line, "the label must be a number: " + shortened(cells[0]));
        }
        int[] indices = new int[cells.length - 1];
        float[] values = new float[cells.length - 1];
        int count = 0;
        for (int i = 1; i < cells.length; i++) {
            if (cells[i].startsWith("qid:")) {
                continue;
            }
            String[] pair = cells[i].split(":", -1);
            int index = pair.length == 2 && pair[0].matches("\\d{1,9}") ? Integer.parseInt(pair[0]) : 0;
            if (index == 0) {
                throw wrong(
                        line, "a feature is written INDEX:VALUE, with an index of at least 1: " + shortened(cells[i]));
            }
            if (index > MOST_FEATURES) {
                throw wrong(line, "feature %,d is beyond the limit of %,d".formatted(index, MOST_FEATURES));
            }
            if (count > 0 && index <= indices[count - 1]) {
                throw wrong(line, "feature " + index + " comes after " + indices[count - 1] + "; indices must rise");
            }
            double value = FieldTexts.number(pair[1])
                    .orElseThrow(() -> wrong(line, "feature " + index + " is not a number: " + shortened(pair[1])));
            if (!Float.isFinite((float) value)) {
                throw wrong(line, "feature " + index + " is beyond float32: " + shortened(pair[1]));
            }
            indices[count] = index;
            values[count++] = (float) value;
            width = Math.max(width, index);
        }
        return new Row(line, label.getAsDouble(), Arrays.copyOf(indices, count), Arrays.copyOf(values, count));
    }

    private ConfigException wrong(long line, String problem) {
        return new ConfigException("%s: line %d: %s".formatted(file, line, problem));
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 39) + "…";
    }

    /** The rows as examples. */
    private final class Rows implements Dataset.Part {

        private final List<Double> classes;

        /** @param classes labels in the order of the classes; empty in a regression */
        Rows(List<Double> classes) {
            this.classes = classes;
        }

        @Override
        public int size() {
            return rows.size();
        }

        @Override
        public LabelledExample get(int index) {
            Row row = rows.get(index);
            float[] features = new float[width];
            for (int i = 0; i < row.indices().length; i++) {
                features[row.indices()[i] - 1] = row.values()[i];
            }
            String id = "line-" + row.line();
            return task == Task.REGRESSION
                    ? LabelledExample.ofTargets(
                            Optional.of(id), OptionalLong.empty(), features, new float[] {(float) row.label()})
                    : LabelledExample.of(id, features, classes.indexOf(row.label()));
        }
    }
}
