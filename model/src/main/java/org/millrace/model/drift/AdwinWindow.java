package org.millrace.model.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.millrace.model.math.Require;

/**
 * The window of {@link Adwin}: an exponential histogram (Datar and others 2002). Row {@code i} holds buckets of {@code 2ⁱ}
 * values each, the oldest first; where a row has one too many, its two oldest become one of the next row.
 */
final class AdwinWindow implements Serializable {

    static final int BUCKETS = 5;

    private static final int MOST_ROWS = 62;
    private static final long serialVersionUID = 1L;

    private final List<Row> rows = new ArrayList<>();
    private long width;
    private double sum;
    private double squares;

    /** A question about a cut of the window. */
    interface Cut {
        boolean differ(long older, double olderSum, long newer, double newerSum);
    }

    /** Buckets of one size: sums of values, and of their squared deviations from the mean of the bucket. */
    private static final class Row implements Serializable {

        private static final long serialVersionUID = 1L;

        private final double[] sums = new double[BUCKETS + 1];
        private final double[] squares = new double[BUCKETS + 1];
        private int count;

        void add(double bucketSum, double bucketSquares) {
            sums[count] = bucketSum;
            squares[count] = bucketSquares;
            count++;
        }

        void removeOldest(int buckets) {
            count -= buckets;
            System.arraycopy(sums, buckets, sums, 0, count);
            System.arraycopy(squares, buckets, squares, 0, count);
        }

        Row copy() {
            Row copy = new Row();
            for (int bucket = 0; bucket < count; bucket++) {
                copy.add(sums[bucket], squares[bucket]);
            }
            return copy;
        }
    }

    long width() {
        return width;
    }

    /** 0 of an empty window. */
    double mean() {
        return width == 0 ? 0 : sum / width;
    }

    double variance() {
        return squares / width;
    }

    void add(double value) {
        if (width > 0) {
            double deviation = value - mean();
            squares += deviation * deviation * width / (width + 1);
        }
        width++;
        sum += value;
        row(0).add(value, 0);
        for (int i = 0; i < rows.size() && rows.get(i).count > BUCKETS; i++) {
            merge(i);
        }
    }

    private void merge(int i) {
        Row row = rows.get(i);
        double size = size(i);
        double difference = (row.sums[0] - row.sums[1]) / size;
        row(i + 1).add(row.sums[0] + row.sums[1], row.squares[0] + row.squares[1] + size / 2 * difference * difference);
        row.removeOldest(2);
    }

    private Row row(int i) {
        if (i == rows.size()) {
            rows.add(new Row());
        }
        return rows.get(i);
    }

    private static long size(int row) {
        return 1L << row;
    }

    /** Whether there is a cut between two buckets, from the oldest on, whose parts differ. */
    boolean hasCut(Cut cut) {
        long older = 0;
        double olderSum = 0;
        for (int i = rows.size() - 1; i >= 0; i--) {
            Row row = rows.get(i);
            for (int bucket = 0; bucket < row.count; bucket++) {
                older += size(i);
                olderSum += row.sums[bucket];
                if (older < width && cut.differ(older, olderSum, width - older, sum - olderSum)) {
                    return true;
                }
            }
        }
        return false;
    }

    void dropOldest() {
        Row row = rows.get(rows.size() - 1);
        long size = size(rows.size() - 1);
        double bucketSum = row.sums[0];
        width -= size;
        sum -= bucketSum;
        double difference = bucketSum / size - mean();
        squares -= row.squares[0] + difference * difference * size * width / (size + width);
        row.removeOldest(1);
        if (row.count == 0) {
            rows.remove(rows.size() - 1);
        }
    }

    AdwinWindow copy() {
        AdwinWindow copy = new AdwinWindow();
        rows.forEach(row -> copy.rows.add(row.copy()));
        copy.width = width;
        copy.sum = sum;
        copy.squares = squares;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(width);
        out.writeDouble(sum);
        out.writeDouble(squares);
        out.writeByte(rows.size());
        for (Row row : rows) {
            out.writeByte(row.count);
            for (int bucket = 0; bucket < row.count; bucket++) {
                out.writeDouble(row.sums[bucket]);
                out.writeDouble(row.squares[bucket]);
            }
        }
    }

    static AdwinWindow read(DataInput in) throws IOException {
        AdwinWindow window = new AdwinWindow();
        window.width = in.readLong();
        window.sum = in.readDouble();
        window.squares = in.readDouble();
        int count = in.readUnsignedByte();
        Require.that(count <= MOST_ROWS, "rows must be at most " + MOST_ROWS, count);
        for (int i = 0; i < count; i++) {
            Row row = window.row(i);
            int buckets = in.readUnsignedByte();
            Require.that(buckets <= BUCKETS, "buckets must be at most " + BUCKETS, buckets);
            for (int bucket = 0; bucket < buckets; bucket++) {
                row.add(in.readDouble(), in.readDouble());
            }
        }
        return window;
    }
}
