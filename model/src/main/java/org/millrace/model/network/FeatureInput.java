package org.millrace.model.network;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.millrace.model.input.Column;
import org.millrace.model.input.Inputs;
import org.millrace.model.input.RowEncoder;
import org.millrace.model.input.RunningStatistics;
import org.millrace.model.math.Features;
import org.millrace.model.math.OffHeap;
import org.millrace.model.math.Tile;
import org.millrace.model.scaling.ExtremeFeature;
import org.millrace.model.scaling.FeatureScaler;
import org.millrace.model.scaling.Scaling;
import org.millrace.model.scaling.ScalingScratch;
import org.millrace.model.scaling.ScalingSettings;

/**
 * Brings a batch's features into the workspace, encoded and scaled on the way where the state says so. Before training on a
 * batch its features join the running statistics; {@link #restore} takes that back.
 *
 * <p>Rows of float32 or bytes that are nothing but scaled numbers are scaled in float32, many at a time, for as long as all
 * coefficients are well inside its range. All others are encoded one by one, in float64.
 */
public final class FeatureInput {

    private static final double LEAST_FACTOR = 1e-15;
    private static final double GREATEST_FACTOR = 1e15;

    private final boolean scaledNumbers;
    private final int width;
    private final int columns;
    private final int[] scaledColumns;
    private final double limit;
    private final double[] shift;
    private final double[] factor;
    private final Tile shifts;
    private final Tile factors;
    private final float[] block;
    private final ScalingScratch scratch;
    private final FeatureScaler before;
    private final RowEncoder encoder;
    private Features batch = Features.of(new float[0]);
    private boolean encodes;
    private boolean scales;

    public FeatureInput(Inputs inputs, ScalingSettings scaling) {
        scaledNumbers = inputs.areScaledNumbers();
        width = inputs.width();
        columns = inputs.columns();
        scaledColumns = IntStream.range(0, columns)
                .filter(i -> inputs.row().get(i) instanceof Column.Numeric number && number.scaled())
                .toArray();
        limit = scaling.features() == Scaling.STANDARDIZE ? scaling.limit() : Double.POSITIVE_INFINITY;
        shift = new double[scaledColumns.length];
        factor = new double[scaledColumns.length];
        shifts = new Tile(width);
        factors = new Tile(width);
        block = new float[shifts.values.length];
        scratch = new ScalingScratch(scaledColumns.length);
        before = scaling.features().scaler(scaledColumns.length);
        encoder = new RowEncoder(inputs, scaling.limit());
    }

    private boolean needsEncoding(Features features) {
        return !scaledNumbers || features instanceof Features.Doubles;
    }

    /**
     * Updates the statistics with the features of a batch, {@code [rows, columns]}; false if one is not finite.
     *
     * @param fresh how many rows, from the first on, the statistics do not know yet
     */
    public boolean learn(RunningStatistics statistics, Features features, int fresh, int rows) {
        before.copyFrom(statistics.features());
        encodes = needsEncoding(features);
        batch = features;
        boolean finite = encodes
                ? encoder.learn(statistics, features, fresh)
                        && statistics.features().update(encoder.scaled(fresh), fresh, limit, scratch)
                : statistics.features().update(features, fresh, limit, scratch);
        if (finite) {
            prepare(statistics, rows);
        }
        return finite;
    }

    /** The most extreme feature of the batch that was trained on last. */
    public Optional<ExtremeFeature> extreme() {
        return scratch.extremeFeature() < 0
                ? Optional.empty()
                : Optional.of(new ExtremeFeature(scaledColumns[scratch.extremeFeature()], scratch.extremeScore()));
    }

    /** Prepares to load up to {@code rows} rows of features by the statistics as they are now. */
    public void use(RunningStatistics statistics, Features features, int rows) {
        encodes = needsEncoding(features);
        batch = features;
        if (encodes) {
            encoder.use(statistics, features);
        }
        prepare(statistics, rows);
    }

    private void prepare(RunningStatistics statistics, int rows) {
        scales = statistics.features().coefficients(shift, factor);
        if (!scales) {
            Arrays.fill(shift, 0);
            Arrays.fill(factor, 1);
        } else if (!encodes && !narrow()) {
            encodes = true;
            encoder.use(statistics, batch);
        } else if (!encodes) {
            shifts.repeat(rows);
            factors.repeat(rows);
        }
    }

    /** Brings the coefficients to float32; false if one is too near the ends of its range. */
    private boolean narrow() {
        boolean fit = true;
        for (int j = 0; j < width; j++) {
            shifts.values[j] = (float) shift[j];
            factors.values[j] = (float) factor[j];
        }
        for (int j = 0; j < width; j++) {
            fit &= factor[j] >= LEAST_FACTOR && factor[j] <= GREATEST_FACTOR && Math.abs(shift[j]) <= GREATEST_FACTOR;
        }
        return fit;
    }

    /** Puts the statistics back to what they were before {@link #learn}. */
    public void restore(RunningStatistics statistics) {
        statistics.features().copyFrom(before);
        if (needsEncoding(batch)) {
            encoder.restore(statistics);
        }
    }

    /** Copies rows {@code [from, from + rows)} of the batch to the workspace's inputs. */
    public void load(int from, int rows, Workspace workspace) {
        int total = rows * width;
        for (int offset = 0; offset < total; offset += block.length) {
            copy(from, offset, Math.min(block.length, total - offset), workspace.inputs);
        }
    }

    /** {@link #load} of a whole batch that returns the sum of the squares of what was loaded, block by block in float32. */
    public double measure(int rows, Workspace workspace) {
        int total = rows * width;
        double squares = 0;
        for (int offset = 0; offset < total; offset += block.length) {
            int length = Math.min(block.length, total - offset);
            copy(0, offset, length, workspace.inputs);
            // Now, while the block is in the first-level cache.
            squares += workspace.inputs.squares(offset, length);
        }
        return squares;
    }

    private void copy(int firstRow, int offset, int length, OffHeap into) {
        if (encodes) {
            int row = firstRow + offset / width;
            for (int start = 0; start < length; start += width) {
                encoder.encode(row++, shift, factor, limit, block, start);
            }
        } else if (!scales) {
            batch.copyTo(into, offset, firstRow * width + offset, length, block);
            return;
        } else {
            batch.copyTo(block, firstRow * width + offset, length);
            scale(shifts.values, factors.values, block, length);
            if (limit < Float.MAX_VALUE) {
                clip((float) limit, block, length);
            }
        }
        into.put(offset, block, 0, length);
    }

    private static void scale(float[] shift, float[] factor, float[] block, int length) {
        for (int i = 0; i < length; i++) {
            block[i] = (block[i] - shift[i]) * factor[i];
        }
    }

    private static void clip(float limit, float[] block, int length) {
        for (int i = 0; i < length; i++) {
            block[i] = Math.max(-limit, Math.min(limit, block[i]));
        }
    }
}
