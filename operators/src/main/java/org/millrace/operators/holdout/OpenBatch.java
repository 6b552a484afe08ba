package org.millrace.operators.holdout;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.millrace.model.format.Versions;
import org.millrace.model.loss.MiniBatch;
import org.millrace.operators.record.Example;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.ReadTally;
import org.millrace.operators.record.Reading;
import org.millrace.operators.record.Split;
import org.millrace.operators.state.Wire;

/** Examples of one split of one partition that are being gathered into a batch, column values row by row. */
final class OpenBatch {

    private static final int VERSION = 1;
    private static final int FIRST_ROWS = 16;

    private final Split split;
    private int rows;
    private float[] features = new float[0];
    private int[] labels = new int[0];
    private float[] targets = new float[0];
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

    /** @param time the example's event time */
    void add(Example example, long time) {
        if (rows == 0) {
            columns = example.features().length;
            width = example.targets().length;
            reading = example.reading();
            first = example.place();
            timestamp = example.timestamp();
            since = time;
        }
        if (rows == labels.length) {
            int capacity = Math.max(FIRST_ROWS, 2 * rows);
            labels = Arrays.copyOf(labels, capacity);
            features = Arrays.copyOf(features, capacity * columns);
            targets = Arrays.copyOf(targets, capacity * width);
        }
        System.arraycopy(example.features(), 0, features, rows * columns, columns);
        System.arraycopy(example.targets(), 0, targets, rows * width, width);
        labels[rows++] = example.label();
        lastOffset = example.place().offset();
        timestamp = Math.max(timestamp, example.timestamp());
    }

    /** Hands out what has been gathered, as of event time {@code time}, and begins anew. */
    ExampleBatch take(long time, ReadTally tally) {
        MiniBatch examples = new MiniBatch(
                rows,
                columns,
                Arrays.copyOf(features, rows * columns),
                Arrays.copyOf(labels, width == 0 ? rows : 0),
                Arrays.copyOf(targets, rows * width));
        rows = 0;
        return new ExampleBatch(split, reading, first, lastOffset, timestamp, time, examples, tally);
    }

    OpenBatch copy() {
        OpenBatch copy = new OpenBatch(split);
        copy.rows = rows;
        copy.features = Arrays.copyOf(features, rows * columns);
        copy.labels = Arrays.copyOf(labels, rows);
        copy.targets = Arrays.copyOf(targets, rows * width);
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
        Wire.writeFloats(features, rows * columns, out);
        Wire.writeFloats(targets, rows * width, out);
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
        Versions.read("an open batch", VERSION, in);
        return readV1(split, in);
    }

    private static OpenBatch readV1(Split split, DataInput in) throws IOException {
        OpenBatch batch = new OpenBatch(split);
        batch.rows = in.readInt();
        if (batch.rows == 0) {
            return batch;
        }
        batch.columns = in.readInt();
        batch.width = in.readInt();
        batch.features = Wire.readFloats(batch.rows * batch.columns, in);
        batch.targets = Wire.readFloats(batch.rows * batch.width, in);
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
