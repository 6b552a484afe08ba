package org.millrace.operators.holdout;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.millrace.model.format.Versions;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.math.Features;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.ReadTally;
import org.millrace.operators.record.Reading;
import org.millrace.operators.record.Split;
import org.millrace.operators.schema.ExampleRow;
import org.millrace.operators.state.Wire;

/** Examples of one split of one partition that are being gathered into a batch. Its arrays are used for every batch. */
final class OpenBatch {

    private static final int VERSION = 3;
    private static final int FIRST_ROWS = 16;
    private static final int[] NO_LABELS = {};
    private static final float[] NO_WEIGHTS = {};

    private final Split split;
    private int rows;
    private OpenFeatures features = new OpenFeatures();
    private int[] labels = new int[0];
    private float[] targets = new float[0];
    private float[] weights = new float[0];
    private boolean weighted;
    private int columns;
    private int width;
    private Reading reading = Reading.LIVE;
    private Place first = new Place("", 0, 0);
    private long lastOffset;
    private long timestamp;
    private long since;

    OpenBatch(Split split) {
        this.split = split;
    }

    boolean isEmpty() {
        return rows == 0;
    }

    int rows() {
        return rows;
    }

    Place first() {
        return first;
    }

    /** Whether {@code age} milliseconds of event time have gone by since the first example came. */
    boolean isOlderThan(long age, long time) {
        return rows > 0 && time - since >= age;
    }

    /**
     * Takes in an example.
     *
     * @param record that it was read from
     * @param time its event time
     */
    void add(ExampleRow example, RawRecord record, long time) {
        long stamp = example.timestampOr(record.timestamp());
        if (rows == 0) {
            columns = example.schema().columns();
            width = example.targets().length;
            reading = record.reading();
            first = record.place();
            timestamp = stamp;
            since = time;
            weighted = false;
        }
        features.add(example, rows * columns);
        if (rows == labels.length) {
            labels = Arrays.copyOf(labels, Math.max(FIRST_ROWS, 2 * rows));
            weights = Arrays.copyOf(weights, labels.length);
        }
        if (targets.length < (rows + 1) * width) {
            targets = Arrays.copyOf(targets, labels.length * width);
        }
        System.arraycopy(example.targets(), 0, targets, rows * width, width);
        weights[rows] = example.weight();
        weighted |= example.weight() != 1;
        labels[rows++] = example.label();
        lastOffset = record.place().offset();
        timestamp = Math.max(timestamp, stamp);
    }

    /**
     * Hands out what has been gathered, as of event time {@code time}, and begins anew: the next example is written where
     * the first of these is.
     */
    ExampleBatch take(long time, ReadTally tally) {
        if (labels.length > rows) {
            labels = Arrays.copyOf(labels, rows);
            weights = Arrays.copyOf(weights, rows);
            targets = Arrays.copyOf(targets, rows * width);
        }
        MiniBatch examples = new MiniBatch(
                rows,
                columns,
                features.share(rows * columns),
                width == 0 ? labels : NO_LABELS,
                targets,
                weighted ? weights : NO_WEIGHTS);
        rows = 0;
        return new ExampleBatch(split, reading, first, lastOffset, timestamp, time, examples, tally);
    }

    OpenBatch copy() {
        OpenBatch copy = new OpenBatch(split);
        copy.rows = rows;
        copy.features = new OpenFeatures(features.copy(rows * columns));
        copy.labels = Arrays.copyOf(labels, rows);
        copy.targets = Arrays.copyOf(targets, rows * width);
        copy.weights = Arrays.copyOf(weights, rows);
        copy.weighted = weighted;
        copy.columns = columns;
        copy.width = width;
        copy.reading = reading;
        copy.first = first;
        copy.lastOffset = lastOffset;
        copy.timestamp = timestamp;
        copy.since = since;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(rows);
        if (rows == 0) {
            return;
        }
        out.writeInt(columns);
        out.writeInt(width);
        Wire.writeFeatures(features.copy(rows * columns), out);
        Wire.writeFloats(targets, rows * width, out);
        out.writeBoolean(weighted);
        Wire.writeFloats(weights, weighted ? rows : 0, out);
        for (int i = 0; i < rows; i++) {
            out.writeInt(labels[i]);
        }
        Wire.writeReading(reading, out);
        Wire.writePlace(first, out);
        out.writeLong(lastOffset);
        out.writeLong(timestamp);
        out.writeLong(since);
    }

    static OpenBatch read(Split split, DataInput in) throws IOException {
        return switch (Versions.read("an open batch", VERSION, in)) {
            case 1 -> readV1(split, in);
            case 2 -> readV2(split, in);
            default -> readV3(split, in);
        };
    }

    /** Version 1 had float32 features only. */
    private static OpenBatch readV1(Split split, DataInput in) throws IOException {
        return read(split, in, count -> Features.of(Wire.readFloats(count, in)), OpenBatch::withoutWeights);
    }

    /** Version 2 had no weights. */
    private static OpenBatch readV2(Split split, DataInput in) throws IOException {
        return read(split, in, count -> Wire.readFeatures(in), OpenBatch::withoutWeights);
    }

    private static OpenBatch readV3(Split split, DataInput in) throws IOException {
        return read(split, in, count -> Wire.readFeatures(in), batch -> batch.readWeights(in));
    }

    private static void withoutWeights(OpenBatch batch) {
        batch.weights = new float[batch.rows];
        Arrays.fill(batch.weights, 1);
    }

    private void readWeights(DataInput in) throws IOException {
        weighted = in.readBoolean();
        if (weighted) {
            weights = Wire.readFloats(rows, in);
        } else {
            withoutWeights(this);
        }
    }

    /** Reads a number of features. */
    private interface FeatureReader {
        Features read(int count) throws IOException;
    }

    /** Gives a batch its weights. */
    private interface WeightReader {
        void read(OpenBatch batch) throws IOException;
    }

    private static OpenBatch read(Split split, DataInput in, FeatureReader features, WeightReader weights)
            throws IOException {
        OpenBatch batch = new OpenBatch(split);
        batch.rows = in.readInt();
        if (batch.rows == 0) {
            return batch;
        }
        batch.columns = in.readInt();
        batch.width = in.readInt();
        batch.features = new OpenFeatures(features.read(batch.rows * batch.columns));
        batch.targets = Wire.readFloats(batch.rows * batch.width, in);
        weights.read(batch);
        batch.labels = new int[batch.rows];
        for (int i = 0; i < batch.rows; i++) {
            batch.labels[i] = in.readInt();
        }
        batch.reading = Wire.readReading(in);
        batch.first = Wire.readPlace(in);
        batch.lastOffset = in.readLong();
        batch.timestamp = in.readLong();
        batch.since = in.readLong();
        return batch;
    }
}
