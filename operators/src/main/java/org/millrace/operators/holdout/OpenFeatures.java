package org.millrace.operators.holdout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.millrace.model.math.Features;
import org.millrace.operators.schema.ExampleRow;

/**
 * The features of an open batch, row by row, in the smallest form that holds all of them: bytes for as long as every example
 * has bytes of the same scale, float32 for as long as it holds every number exactly, otherwise float64. The arrays are used
 * again for the next batch.
 */
final class OpenFeatures {

    private static final int FIRST_ROWS = 16;

    /** The forms, each of which holds what those before it hold. */
    private enum Form {
        BYTES,
        FLOATS,
        DOUBLES
    }

    private byte[] steps = {};
    private float[] floats = {};
    private double[] doubles = {};
    private final List<String> texts = new ArrayList<>();
    private final Map<String, Integer> indices = new HashMap<>();
    private Form form = Form.FLOATS;
    private float scale;

    OpenFeatures() {}

    /** Takes on features, whose arrays are written to later. */
    OpenFeatures(Features features) {
        if (features instanceof Features.Bytes bytes) {
            form = Form.BYTES;
            steps = bytes.steps();
            scale = bytes.scale();
        } else if (features instanceof Features.Doubles numbers) {
            form = Form.DOUBLES;
            doubles = numbers.values();
            numbers.texts().forEach(this::index);
        } else {
            floats = features.toFloats();
        }
    }

    /** @param count how many features there are already; none if the row is the first of a batch */
    void add(ExampleRow row, int count) {
        Form needed = formOf(row, count);
        if (count == 0) {
            form = needed;
            scale = row.scale();
            texts.clear();
            indices.clear();
        } else if (needed.compareTo(form) > 0) {
            widen(needed, count);
        }
        int end = count + row.schema().columns();
        switch (form) {
            case BYTES -> {
                steps = steps.length < end ? Arrays.copyOf(steps, capacity(count, row)) : steps;
                row.copySteps(steps, count);
            }
            case FLOATS -> {
                floats = floats.length < end ? Arrays.copyOf(floats, capacity(count, row)) : floats;
                row.copyNumbers(floats, count);
            }
            case DOUBLES -> {
                doubles = doubles.length < end ? Arrays.copyOf(doubles, capacity(count, row)) : doubles;
                for (int column = 0; count + column < end; column++) {
                    String text = row.text(column);
                    doubles[count + column] = text == null ? row.number(column) : index(text);
                }
            }
        }
    }

    /** The smallest form that holds a row beside those of the same scale before it. */
    private Form formOf(ExampleRow row, int count) {
        if (!row.isFloat32()) {
            return Form.DOUBLES;
        }
        return row.isBytes() && (count == 0 || row.scale() == scale) ? Form.BYTES : Form.FLOATS;
    }

    private void widen(Form wider, int count) {
        if (form == Form.BYTES) {
            floats = new float[steps.length];
            Features.Bytes.scale(steps, 0, scale, floats, count);
        }
        if (wider == Form.DOUBLES) {
            doubles = new double[floats.length];
            for (int i = 0; i < count; i++) {
                doubles[i] = floats[i];
            }
        }
        form = wider;
    }

    private int index(String text) {
        Integer known = indices.putIfAbsent(text, texts.size());
        if (known == null) {
            texts.add(text);
        }
        return known == null ? texts.size() - 1 : known;
    }

    private static int capacity(int count, ExampleRow row) {
        return Math.max(FIRST_ROWS * row.schema().columns(), 2 * count);
    }

    /** The first {@code count} features, in the arrays that are used for the next batch. */
    Features share(int count) {
        return switch (form) {
            case BYTES -> {
                steps = steps.length == count ? steps : Arrays.copyOf(steps, count);
                yield new Features.Bytes(steps, scale);
            }
            case FLOATS -> {
                floats = floats.length == count ? floats : Arrays.copyOf(floats, count);
                yield new Features.Floats(floats);
            }
            case DOUBLES -> {
                doubles = doubles.length == count ? doubles : Arrays.copyOf(doubles, count);
                yield new Features.Doubles(doubles, List.copyOf(texts));
            }
        };
    }

    /** The first {@code count} features, in arrays of their own. */
    Features copy(int count) {
        return switch (form) {
            case BYTES -> new Features.Bytes(Arrays.copyOf(steps, count), scale);
            case FLOATS -> new Features.Floats(Arrays.copyOf(floats, count));
            case DOUBLES -> new Features.Doubles(Arrays.copyOf(doubles, count), List.copyOf(texts));
        };
    }
}
