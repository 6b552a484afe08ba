package org.millrace.jobs.data;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.millrace.model.loss.Task;
import org.millrace.operators.format.LabelledExample;

/**
 * Optical Recognition of Handwritten Digits (Alpaydin and Kaynak, 1998): 1,797 images of 8 × 8 pixels, from 0 to 16. It
 * is part of the program.
 */
final class Digits {

    static final String NAME = "digits";

    private static final String RESOURCE = "/datasets/digits.csv.gz";
    private static final int PIXELS = 8 * 8;
    private static final int CLASSES = 10;

    private Digits() {}

    static Dataset read() {
        List<String> classes =
                IntStream.range(0, CLASSES).mapToObj(String::valueOf).toList();
        return new TableDataset(NAME, NAME, PIXELS, Task.CLASSIFICATION, classes, Table.of(rows()));
    }

    private static List<LabelledExample> rows() {
        List<LabelledExample> rows = new ArrayList<>();
        try (InputStream resource = Digits.class.getResourceAsStream(RESOURCE);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(DataFile.decompressed(resource), US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.add(row(rows.size(), line.split(",", -1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static LabelledExample row(int index, String[] cells) {
        float[] pixels = new float[PIXELS];
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            pixels[pixel] = Integer.parseInt(cells[pixel]);
        }
        return LabelledExample.of(NAME + "-" + index, pixels, Integer.parseInt(cells[PIXELS]));
    }
}
