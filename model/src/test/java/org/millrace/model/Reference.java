package org.millrace.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Results of other programs, from the directory in the system property {@code millrace.reference} or the test resources. */
public final class Reference {

    private Reference() {}

    public static List<JsonNode> cases(String file) {
        return entries(file, "cases");
    }

    /** The entries of the list that has a name. */
    public static List<JsonNode> entries(String file, String name) {
        try (InputStream in = open(file)) {
            List<JsonNode> entries = new ArrayList<>();
            new ObjectMapper().readTree(in).get(name).forEach(entries::add);
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).asDouble();
        }
        return numbers;
    }

    public static int[] integers(JsonNode array) {
        int[] integers = new int[array.size()];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = array.get(i).asInt();
        }
        return integers;
    }

    /** The rows of a matrix, one after the other. */
    static float[] flat(JsonNode matrix) {
        List<Float> values = new ArrayList<>();
        for (JsonNode row : matrix) {
            if (row.isArray()) {
                row.forEach(value -> values.add((float) value.asDouble()));
            } else {
                values.add((float) row.asDouble());
            }
        }
        float[] flat = new float[values.size()];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = values.get(i);
        }
        return flat;
    }

    private static InputStream open(String file) throws IOException {
        String directory = System.getProperty("millrace.reference");
        if (directory != null) {
            return Files.newInputStream(Path.of(directory, file));
        }
        return Reference.class.getResourceAsStream("/reference/" + file);
    }
}
