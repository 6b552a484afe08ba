package org.millrace.model.rehearsal;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.millrace.model.input.Column;
import org.millrace.model.input.Inputs;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.math.Features;
import org.millrace.model.math.RandomState;
import org.millrace.model.math.Require;

/**
 * Rehearsal: each mini-batch is joined by examples drawn, with replacement and uniformly, from the last ones that the model was
 * trained on, so that a step follows a less noisy gradient and forgets less of what is not in the batch (Robins, <em>Catastrophic
 * forgetting, rehearsal and pseudorehearsal</em>, Connection Science 7, 1995; Lin calls it experience replay, Machine Learning 8,
 * 1992). It helps where the order of the examples tells nothing, and harms where the newest examples are the best guess at the next.
 *
 * <p>Which examples are drawn follows from the seed and the number of the step alone. One thread uses a rehearsal, whose arrays
 * serve one joined batch after the other.
 */
public final class Rehearsal {

    /** Keeps the draws apart from those of the initial weights. */
    private static final long STREAM = 0x7265_6865_6172_7365L;

    private final int count;
    private final long seed;
    private final boolean[] ofTexts;
    private float[] floats = {};
    private byte[] steps = {};
    private double[] doubles = {};

    /**
     * @param count how many examples join a mini-batch
     * @param inputs what the columns of an example are
     */
    public Rehearsal(int count, Inputs inputs, long seed) {
        this.count = Require.atLeast(0, count, "count");
        this.seed = RandomState.mix(seed ^ STREAM);
        List<Column> row = requireNonNull(inputs, "inputs").row();
        ofTexts = new boolean[row.size()];
        for (int column = 0; column < ofTexts.length; column++) {
            ofTexts[column] = row.get(column) instanceof Column.Vocabulary;
        }
    }

    /**
     * The batch, followed by the examples that join it; the batch itself if nothing is to be rehearsed. Good until the next call.
     *
     * @param step number of the step that it is for
     */
    public MiniBatch join(MiniBatch batch, RehearsalBuffer buffer, long step) {
        requireNonNull(batch, "batch");
        if (count == 0 || buffer.size() == 0) {
            return batch;
        }
        List<MiniBatch> parts = new ArrayList<>(count + 1);
        parts.add(batch);
        for (int i = 0; i < count; i++) {
            long bits = RandomState.mix(seed + (step * count + i + 1) * RandomState.GOLDEN_GAMMA);
            parts.add(buffer.draw((int) ((bits >>> 11) * 0x1.0p-53 * buffer.size())));
        }
        return joined(parts, batch);
    }

    private MiniBatch joined(List<MiniBatch> parts, MiniBatch batch) {
        int rows = batch.rows() + count;
        int[] labels = new int[batch.labels().length == 0 ? 0 : rows];
        float[] targets = new float[batch.targets().length / batch.rows() * rows];
        float[] weights = new float[parts.stream().allMatch(part -> part.weights().length == 0) ? 0 : rows];
        int row = 0;
        for (MiniBatch part : parts) {
            for (int r = 0; r < part.rows() && weights.length > 0; r++) {
                weights[row + r] = part.weight(r);
            }
            System.arraycopy(part.labels(), 0, labels, labels.length == 0 ? 0 : row, part.labels().length);
            System.arraycopy(part.targets(), 0, targets, targets.length / rows * row, part.targets().length);
            row += part.rows();
        }
        return new MiniBatch(rows, batch.columns(), features(parts, rows * batch.columns()), labels, targets, weights);
    }

    /** In the form that all parts have, else as float64. */
    private Features features(List<MiniBatch> parts, int values) {
        Features first = parts.get(0).features();
        if (first instanceof Features.Floats
                && parts.stream().allMatch(part -> part.features() instanceof Features.Floats)) {
            return floats(parts, values);
        }
        if (first instanceof Features.Bytes bytes
                && parts.stream().allMatch(part -> countsSteps(part, bytes.scale()))) {
            return steps(parts, values, bytes.scale());
        }
        return doubles(parts, values);
    }

    private static boolean countsSteps(MiniBatch part, float scale) {
        return part.features() instanceof Features.Bytes bytes && bytes.scale() == scale;
    }

    private Features floats(List<MiniBatch> parts, int values) {
        floats = floats.length == values ? floats : new float[values];
        int to = 0;
        for (MiniBatch part : parts) {
            float[] from = ((Features.Floats) part.features()).values();
            System.arraycopy(from, 0, floats, to, from.length);
            to += from.length;
        }
        return Features.of(floats);
    }

    private Features steps(List<MiniBatch> parts, int values, float scale) {
        steps = steps.length == values ? steps : new byte[values];
        int to = 0;
        for (MiniBatch part : parts) {
            byte[] from = ((Features.Bytes) part.features()).steps();
            System.arraycopy(from, 0, steps, to, from.length);
            to += from.length;
        }
        return new Features.Bytes(steps, scale);
    }

    private Features doubles(List<MiniBatch> parts, int values) {
        doubles = doubles.length == values ? doubles : new double[values];
        Map<String, Integer> places = new LinkedHashMap<>();
        int to = 0;
        for (MiniBatch part : parts) {
            int length = part.features().count();
            double[] own = new double[length];
            part.features().copyTo(own, 0, length);
            if (part.features() instanceof Features.Doubles typed
                    && !typed.texts().isEmpty()) {
                place(own, typed.texts(), places);
            }
            System.arraycopy(own, 0, doubles, to, length);
            to += length;
        }
        return new Features.Doubles(doubles, List.copyOf(places.keySet()));
    }

    /** Lets the texts of a part have the places that they have among those of all parts. */
    private void place(double[] values, List<String> texts, Map<String, Integer> places) {
        for (int i = 0; i < values.length; i++) {
            if (ofTexts[i % ofTexts.length] && !Double.isNaN(values[i])) {
                String text = texts.get((int) values[i]);
                Integer place = places.putIfAbsent(text, places.size());
                values[i] = place == null ? places.size() - 1 : place;
            }
        }
    }
}
