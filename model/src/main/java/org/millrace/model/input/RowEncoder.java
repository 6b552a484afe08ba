package org.millrace.model.input;

import java.util.Arrays;
import java.util.List;
import org.millrace.model.math.Features;
import org.millrace.model.math.Require;
import org.millrace.model.scaling.ScalingScratch;

/**
 * Turns rows of columns into rows of inputs: fills in what is missing, scales in float64 and only then narrows to float32, and
 * spreads texts over the inputs of their column.
 */
public final class RowEncoder {

    private static final int UNKNOWN = -1;

    private final List<Column> row;
    private final double limit;
    private final double[] values;
    private final ScalingScratch numbersScratch;
    private final double[] fills;
    private final double[] unused;
    /** Per column of texts, the place of each text of the batch among its inputs. */
    private int[][] places;

    private int[] sizesBefore = {};
    private final ColumnStatistics before;
    private RunningStatistics statistics;
    private Features features;
    private List<String> texts = List.of();
    private double[] numbers = {};
    private double[] scaled = {};

    public RowEncoder(Inputs inputs, double limit) {
        this.limit = limit;
        row = inputs.row();
        values = new double[row.size()];
        before = new ColumnStatistics(inputs);
        int count = before.numbers().width();
        numbersScratch = new ScalingScratch(count);
        fills = new double[count];
        unused = new double[count];
        places = new int[row.size() - count][0];
    }

    /** Takes the columns of a batch into the statistics; false if a number is infinite. */
    public boolean learn(RunningStatistics into, Features batch, int rows) {
        before.numbers().copyFrom(into.columns().numbers());
        sizesBefore = into.columns().sizes();
        begin(into, batch);
        for (int r = 0; r < rows; r++) {
            load(r);
            int place = 0;
            for (int column = 0; column < values.length; column++) {
                if (row.get(column) instanceof Column.Vocabulary) {
                    if (!Double.isNaN(values[column])) {
                        int text = text(values[column]);
                        places[place][text] = into.columns().vocabulary(place).learn(texts.get(text));
                    }
                    place++;
                }
            }
        }
        if (!into.columns().numbers().update(numbers(rows), rows, limit, numbersScratch)) {
            return false;
        }
        into.columns().numbers().coefficients(fills, unused);
        return true;
    }

    /** Prepares to encode a batch by the statistics as they are. */
    public void use(RunningStatistics of, Features batch) {
        begin(of, batch);
        of.columns().numbers().coefficients(fills, unused);
    }

    private void begin(RunningStatistics of, Features batch) {
        statistics = of;
        features = batch;
        texts = batch instanceof Features.Doubles doubles ? doubles.texts() : List.of();
        for (int i = 0; i < places.length; i++) {
            if (places[i].length < texts.size()) {
                places[i] = new int[Math.max(texts.size(), 2 * places[i].length)];
            }
            Arrays.fill(places[i], 0, texts.size(), UNKNOWN);
        }
    }

    /** Puts the statistics of the columns back to what they were before {@link #learn}. */
    public void restore(RunningStatistics learned) {
        learned.columns().numbers().copyFrom(before.numbers());
        for (int i = 0; i < sizesBefore.length; i++) {
            learned.columns().vocabulary(i).shrink(sizesBefore[i]);
        }
    }

    private void load(int r) {
        features.copyTo(values, r * values.length, values.length);
    }

    private int text(double value) {
        int text = (int) value;
        Require.that(
                text == value && text >= 0 && text < texts.size(),
                "place of a text must be in [0, " + texts.size() + ")",
                value);
        return text;
    }

    /** All numbers of the batch, missing ones as NaN. */
    private Features numbers(int rows) {
        int width = fills.length;
        if (numbers.length != rows * width) {
            numbers = new double[rows * width];
        }
        int to = 0;
        for (int r = 0; r < rows; r++) {
            load(r);
            for (int column = 0; column < values.length; column++) {
                if (row.get(column) instanceof Column.Numeric) {
                    numbers[to++] = values[column];
                }
            }
        }
        return new Features.Doubles(numbers);
    }

    /** The numbers that are scaled, missing ones filled in. */
    public Features scaled(int rows) {
        int width = statistics.features().width();
        if (scaled.length != rows * width) {
            scaled = new double[rows * width];
        }
        int to = 0;
        for (int r = 0; r < rows; r++) {
            load(r);
            int number = 0;
            for (int column = 0; column < values.length; column++) {
                if (row.get(column) instanceof Column.Numeric kind) {
                    if (kind.scaled()) {
                        scaled[to++] = filled(values[column], number);
                    }
                    number++;
                }
            }
        }
        return new Features.Doubles(scaled);
    }

    private double filled(double value, int number) {
        return Double.isNaN(value) ? fills[number] : value;
    }

    /**
     * Writes the inputs of a row.
     *
     * @param shift of each number that is scaled
     * @param factor of each number that is scaled
     * @param clip how far from 0 a scaled number may lie
     */
    public void encode(int r, double[] shift, double[] factor, double clip, float[] into, int offset) {
        load(r);
        int input = offset;
        int number = 0;
        int place = 0;
        int feature = 0;
        for (int column = 0; column < values.length; column++) {
            double value = values[column];
            Column kind = row.get(column);
            if (kind instanceof Column.Numeric one) {
                double present = filled(value, number++);
                if (one.scaled()) {
                    present = Math.max(-clip, Math.min(clip, (present - shift[feature]) * factor[feature]));
                    feature++;
                }
                into[input] = (float) present;
            } else {
                Arrays.fill(into, input, input + kind.width(), 0f);
                if (!Double.isNaN(value)) {
                    into[input + place(place, text(value))] = 1f;
                }
                place++;
            }
            input += kind.width();
        }
    }

    private int place(int vocabulary, int text) {
        if (places[vocabulary][text] == UNKNOWN) {
            places[vocabulary][text] =
                    statistics.columns().vocabulary(vocabulary).find(texts.get(text));
        }
        return places[vocabulary][text];
    }
}
